import type { PostAtUnitExpression } from '../../engine/model.ts';
import type { Problem } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';

/**
 * Who the users and groups of another engine are here, where tasks are given to posts at units. A name may be an
 * expression (`= reviewer`). Undefined: nobody known by that name.
 */
export interface VendorPeople {
  user(name: string): PostAtUnitExpression | undefined;
  group(name: string): PostAtUnitExpression | undefined;
  /** Who does a task that names nobody: other engines leave it to whoever looks. Absent: such a task is refused. */
  anyone?: PostAtUnitExpression;
}

export interface VendorContext {
  /** Namespaces of the file by prefix. */
  namespaces: Record<string, string>;
  people?: VendorPeople | undefined;
  /** Root elements of the file by id: messages. */
  roots: ReadonlyMap<string, SourceElement>;
}

/** One thing that files of other engines say, and what it becomes here. Undefined: not said at this element. */
export interface VendorMeaning {
  translate(
    source: SourceElement,
    context: VendorContext,
  ): { source: SourceElement; problems: Problem[] } | undefined;
}
