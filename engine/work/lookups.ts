import type { Input } from '../input.ts';
import type { Run } from '../run.ts';

/** The directory has answered a lookup: the step that asked begins with these people. */
export function receivePeople(run: Run, { lookup }: Input & { kind: 'peopleFound' }): void {
  if (!run.state.work?.lookups.some(({ id }) => id === lookup)) return;
}
