import type { Asked } from '../command-rule.ts';
import type { Command, Refusal } from '../input.ts';
import type { OpenTask } from '../state.ts';
import { postKeyOf, standingOn } from './candidate.ts';
import { refusal } from './not-allowed.ts';

/** Who asks, of which case, and when; the command itself is not needed to say whose turn it is. */
export type Asking = Omit<Asked<Command>, 'command' | 'at'> & { at?: string };

interface Turn {
  generation?: number | undefined;
  /** Also while it waits for signers who were added. */
  evenWaiting?: boolean;
  /** Also while somebody is to give an opinion for its handler. */
  evenDelegated?: boolean;
}

/**
 * Whether this actor may act on a task now: the page is not stale, the person is a candidate (or stands in for one) and
 * belongs to no excluded unit, nobody else has claimed it, and it does not wait for others. The same for all that is
 * done with a task, so that no way round it is left open.
 */
export function refuseTurn(asking: Asking, task: OpenTask, turn: Turn = {}): Refusal | undefined {
  const { actor } = asking;
  if (actor.kind !== 'person')
    return refusal('not-allowed', {
      zh: '任务只能由人员办理',
      en: 'Expected a person to act on a task',
    });
  if (turn.generation !== undefined && turn.generation !== task.generation) {
    return refusal(
      'task-changed',
      {
        zh: '任务已有变动，请刷新后再办',
        en: `Expected task ${task.id} in version ${turn.generation}, but it is in ${task.generation}: load it again`,
      },
      { claimedBy: task.claimedBy ?? null, generation: task.generation },
    );
  }
  const standing = standingOn(task, actor);
  return (
    refuseStanding(task, standing) ??
    refuseSecondSeat(asking, task, (typeof standing === 'object' && standing.for) || actor.person) ??
    refuseWaiting(task, turn)
  );
}

/**
 * Nobody gets a second seat: whoever has one by name speaks there, and not also as a holder of a post that people added or to which
 * they gave a seat. What the template itself seats is its own: two posts of one person are two seats.
 */
function refuseSecondSeat({ state }: Asking, task: OpenTask, person: string): Refusal | undefined {
  const isGiven = task.addedTo !== undefined || task.owner !== undefined;
  const round = isGiven ? state.work?.rounds.find(({ id }) => id === task.round) : undefined;
  if (!round || round.signing.mode === 'any' || task.candidates.some((each) => each.person === person))
    return undefined;
  const hasOwn = round.members.some(
    (member) => member.task !== task.id && !member.removed && member.candidate.person === person,
  );
  if (!hasOwn) return undefined;
  return refusal('not-allowed', {
    zh: '您在本轮已有自己的一席，一人不占两席：请由该岗位的其他人员办理，或请加签人减签',
    en: 'Expected somebody without a seat of their own in this round: let another holder of the post sign, or whoever added it remove it',
  });
}

function refuseStanding(task: OpenTask, standing: ReturnType<typeof standingOn>): Refusal | undefined {
  switch (standing) {
    case 'excluded':
      return refusal('not-allowed', {
        zh: '当事单位、当事人应当回避，不得办理与本单位、本人有关的事项',
        en: `Expected someone whom the matter does not concern for ${task.node}: neither a unit nor a person decides on their own item`,
      });
    case 'nobody': {
      const wanted = task.candidates.map(postKeyOf).join(', ');
      return refusal('not-allowed', {
        zh: '您不是该任务的办理人',
        en: `Expected a holder of ${wanted} for ${task.node}`,
      });
    }
    case 'claimed':
      return refusal(
        'task-changed',
        {
          zh: '任务已被他人签收',
          en: `Expected task ${task.id} to be free, but someone else has claimed it`,
        },
        { claimedBy: task.claimedBy ?? null, generation: task.generation },
      );
    default:
      return undefined;
  }
}

/** Why a task waits, for people. */
const waitTexts = {
  signersBefore: { zh: '等待加签人先办', en: 'Expected the added signers to act first: wait for them' },
  signersAfter: {
    zh: '已办理，等待加签人办理',
    en: 'Expected the added signers to act: it is decided already',
  },
  decision: { zh: '等待原办理人先办', en: 'Expected the handler to decide first: wait for them' },
  suspended: { zh: '任务已挂起', en: 'Expected a running task, but it is suspended: resume it first' },
} as const;

function refuseWaiting(task: OpenTask, { evenWaiting, evenDelegated }: Turn): Refusal | undefined {
  if (task.waits !== undefined && !evenWaiting) return refusal('not-allowed', waitTexts[task.waits]);
  if (task.delegatedBy && !evenDelegated)
    return refusal('not-allowed', {
      zh: '任务为受托办理，请填写意见后归还委派人',
      en: `Expected an opinion for who delegated task ${task.id}: they decide themselves`,
    });
  return undefined;
}
