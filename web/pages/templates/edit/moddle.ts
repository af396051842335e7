/**
 * What we use of bpmn-js and its XML model (moddle). Their own declarations leave most of it open, so that the few
 * words we rely on stand here, and nothing else of the library is reached for.
 */

/** An element of the XML: what BPMN calls it, and its properties by qualified name (`rf:nameEn`). */
export interface Moddle {
  $type: string;
  id: string;
  $parent?: Moddle;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** A shape or connection on the canvas. */
export interface Drawn {
  id: string;
  type: string;
  businessObject: Moddle;
  parent?: Drawn;
  children?: Drawn[];
  /** Shapes. */
  x: number;
  y: number;
  width: number;
  height: number;
  incoming: Drawn[];
  outgoing: Drawn[];
  host?: Drawn;
  attachers?: Drawn[];
  /** Connections. */
  waypoints?: Point[];
  source?: Drawn;
  target?: Drawn;
  /** The shape of its name, where that stands beside it. */
  label?: Drawn;
  labelTarget?: Drawn;
  collapsed?: boolean;
}

export interface Point {
  x: number;
  y: number;
}

export type CreateModdle = (type: string, properties: Record<string, unknown>) => Moddle;

/** A text attribute; absent is the empty text. */
export function textOf(element: Moddle | undefined, name: string): string {
  const value = element?.get(name);
  return value === undefined || value === null ? '' : String(value);
}

export const partsOf = (element: Moddle | undefined, name: string): Moddle[] =>
  (element?.get(name) as Moddle[] | undefined) ?? [];

/** Extension elements of one of our types; parts of other engines have other types and are never touched. */
export function extensionsOf(element: Moddle, type: string): Moddle[] {
  const holder = element.get('extensionElements') as Moddle | undefined;
  return partsOf(holder, 'values').filter((part) => part.$type === type);
}

const ancestors: Record<string, string[]> = {
  activity: [
    'bpmn:Task',
    'bpmn:UserTask',
    'bpmn:ServiceTask',
    'bpmn:ScriptTask',
    'bpmn:ManualTask',
    'bpmn:ReceiveTask',
    'bpmn:SubProcess',
    'bpmn:CallActivity',
  ],
};

/** Elements that can carry a deadline. */
export const isActivity = (element: Moddle): boolean => ancestors['activity']!.includes(element.$type);

export const isFlow = (element: Moddle): boolean => element.$type === 'bpmn:SequenceFlow';

/** Elements that people know as steps of the process: what a flow can lead to. */
export const isNode = (element: Moddle): boolean =>
  /(Task|Event|Gateway|SubProcess|CallActivity)$/.test(element.$type);

export const isGateway = (element: Moddle): boolean => element.$type.endsWith('Gateway');

/** Name in the reader's language, else Chinese, else the id. */
export function nameOf(element: Moddle, language: 'zh' | 'en'): string {
  const english = language === 'en' ? textOf(element, 'rf:nameEn') : '';
  return english || textOf(element, 'name') || element.id;
}
