import type { Run } from '../run.ts';
import { tallyOf } from './tally.ts';

/** A step that ends undecided takes its round with it; what was signed stays in the record. */
export function cancelRounds(run: Run, token: string): void {
  const { work } = run.state;
  if (!work || work.rounds.length === 0) return;
  for (const round of work.rounds.filter((each) => each.token === token)) {
    const { passed, rejected, abstained, total } = tallyOf(round.signing, round.members);
    const counted = { passed, rejected, abstained, total };
    run.emit({ kind: 'roundClosed', round: round.id, node: round.node, result: 'cancelled', ...counted });
  }
}
