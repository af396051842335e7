import type { Change, Firing } from './state.ts';

/** What something undone had set is from now on what was there before the next change of it, among the firings that are left. */
export function passDataOn(undone: Firing[], left: Firing[]): void {
  for (const { at, data } of undone.toReversed()) {
    for (const { scope, token, before, absent } of data) {
      for (const name of [...Object.keys(before), ...absent]) {
        const index = left.findIndex(
          (firing) => firing.at > at && firing.data.some((later) => sets(later, { scope, token, name })),
        );
        const next = left[index];
        if (!next) continue;
        const changed = next.data.map((later) => {
          if (!sets(later, { scope, token, name })) return later;
          const { [name]: _, ...others } = later.before;
          return Object.hasOwn(before, name)
            ? {
                ...later,
                before: { ...others, [name]: before[name] ?? null },
                absent: later.absent.filter((each) => each !== name),
              }
            : { ...later, before: others, absent: [...new Set([...later.absent, name])] };
        });
        left[index] = { ...next, data: changed };
      }
    }
  }
}

/** Whether a change of data changed this name there. */
export function sets(
  change: Firing['data'][number],
  { scope, token, name }: { scope: string; token: string | undefined; name: string },
): boolean {
  if (change.scope !== scope || change.token !== token) return false;
  return Object.hasOwn(change.before, name) || change.absent.includes(name);
}

/**
 * The same for who did what and what else hangs on steps: what somebody has changed since stays. Answers the undone firings with
 * what is still to be put back.
 */
export function passSidesOn(undone: Firing[], left: Firing[]): Firing[] {
  return undone
    .toReversed()
    .map((firing) => ({
      ...firing,
      changes: firing.changes.filter(
        (change) => change.of !== 'side' || !isPassedOn(firing.at, change, left),
      ),
    }))
    .toReversed();
}

function isPassedOn(at: number, change: Side, left: Firing[]): boolean {
  const { part, key, before, isFirst } = change;
  const isSame = (later: Change) => later.of === 'side' && later.part === part && later.key === key;
  const index = left.findIndex((firing) => firing.at > at && firing.changes.some(isSame));
  const next = left[index];
  if (!next) {
    if (isFirst) becomeFirst(at, part, left);
    return false;
  }
  const place = next.changes.findIndex(isSame);
  left[index] = { ...next, changes: next.changes.with(place, { of: 'side', part, key, before, isFirst }) };
  return true;
}

/** Of a part that was not there before what is undone, the next to change it is the first. */
function becomeFirst(at: number, part: Side['part'], left: Firing[]): void {
  const isOfPart = (later: Change) => later.of === 'side' && later.part === part;
  const index = left.findIndex((firing) => firing.at > at && firing.changes.some(isOfPart));
  const next = left[index];
  if (!next) return;
  const changes = next.changes.map(
    (later) => (isOfPart(later) ? { ...later, isFirst: true } : later) as Change,
  );
  left[index] = { ...next, changes };
}

type Side = Change & { of: 'side' };
