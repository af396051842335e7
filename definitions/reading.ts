import type { Json } from '../engine/json.ts';
import type { EventDefinition, Flow, Node } from '../engine/model.ts';
import type { Problem } from './problem.ts';
import type { SourceElement } from './source-element.ts';

/**
 * How one kind of element is read from the diagram. What a reading does not list is refused by the compiler, so that
 * nothing on a diagram is passed over in silence; what all elements of its kind may carry need not be listed.
 */
export interface ElementReading {
  /** Name of the BPMN element: the key in the registry, and the node's `type`. */
  type: string;
  /** Activities may carry a deadline, mappings, multi-instance and boundary events; containers also flow elements. */
  kind: 'activity' | 'container' | 'gateway' | 'event';
  attributes?: string[];
  /** Roles of its BPMN children. */
  children?: string[];
  extensions?: string[];
  /** Events: which event definitions it may have; `none` for one without. */
  events?: string[];
  /** Whether its outgoing flows may have conditions and one of them may be the default. */
  choosesFlow?: boolean;
  /** Throwing events: `rf:input` says what the message or signal brings. */
  mapsPayload?: boolean;
  /** The activity's `rf:input` stands in its own config, not in the node: it is what a call gives. */
  ownsMappings?: boolean;
  read?(source: SourceElement, context: ReadingContext): Reading;
  /** What only shows with its flows. */
  check?(place: ReadNode): Problem[];
}

export interface Reading {
  config: Json;
  problems: Problem[];
  /** Elements that catch without an event definition of their own (receive task). */
  events?: EventDefinition[];
}

/** A node that was read, with what surrounds it. */
export interface ReadNode {
  source: SourceElement;
  node: Node;
  outgoing: Flow[];
}

/** How one kind of event definition is read. */
export interface EventReading {
  type: string;
  attributes?: string[];
  children?: string[];
  read(source: SourceElement, context: ReadingContext): Reading;
}

/** What a reading may ask about the world around its element. Absent sets mean: not known here, so not checked. */
export interface ReadingContext {
  /** What is wrong with a FEEL text (without its `=`), or undefined. */
  feelFault(text: string): string | undefined;
  posts?: ReadonlySet<string>;
  units?: ReadonlySet<string>;
  forms?: ReadonlySet<string>;
  jobs?: ReadonlySet<string>;
  templates?: ReadonlySet<string>;
  /** Ids of the decisions and decision services of the package's tables. */
  decisions?: ReadonlySet<string>;
  /** The lane that each flow node lies in. */
  lanes?: ReadonlyMap<string, SourceElement>;
  /** Root elements of the file by id: messages, errors. */
  roots: ReadonlyMap<string, SourceElement>;
}
