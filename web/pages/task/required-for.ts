import type { Label } from '../../../api/resources/label.shapes.ts';
import type { TaskOutcome } from '../../../api/resources/tasks.shapes.ts';

/** By field, the names of the answers that ask for it; `'all'` where each does. */
export function answersByField(
  outcomes: readonly Pick<TaskOutcome, 'name' | 'requires'>[],
  label: (name: Label) => string,
): Record<string, string[] | 'all'> {
  const asking: Record<string, string[]> = {};
  for (const { name, requires } of outcomes) {
    for (const field of requires) (asking[field] ??= []).push(label(name));
  }
  return Object.fromEntries(
    Object.entries(asking).map(([field, names]) => [field, names.length === outcomes.length ? 'all' : names]),
  );
}
