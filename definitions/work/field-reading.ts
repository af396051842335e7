import type { FieldAccess } from '../../engine/work/model.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { extensionsOf, type SourceElement } from '../source-element.ts';
import { Attributes } from './attributes.ts';

const accesses: readonly FieldAccess[] = ['read', 'write', 'hidden', 'required'];

/** The `rf:field`s of a task: what its handler may do with each field of the form. */
export function readFields(
  task: SourceElement,
  context: ReadingContext,
): { fields?: Record<string, FieldAccess>; problems: Problem[] } {
  const fields = new Map<string, FieldAccess>();
  const problems = extensionsOf(task, 'rf:field').flatMap((source) => {
    const name = source.attributes['name']?.trim() ?? '';
    const read = new Attributes(source, [`字段“${name}”`, `field '${name}'`], context);
    const access = read.choice('access', accesses);
    if (read.text('access') === undefined) read.wrong('access', accesses.join(' | '), '');
    if (name === '' || name in {}) {
      read.fault(
        'field-name',
        [`字段名“${name}”为空或是保留字`, `The name of the field '${name}' is empty or reserved`],
        ['写表单中的字段名', 'Write the name of a field of the form'],
      );
    } else if (fields.has(name)) {
      read.fault(
        'field-twice',
        [`字段“${name}”写了两次`, `The field '${name}' is written twice`],
        ['只保留一次', 'Keep one of them'],
      );
    } else if (access !== undefined) fields.set(name, access);
    return read.problems;
  });
  return { ...(fields.size > 0 && { fields: Object.fromEntries(fields) }), problems };
}
