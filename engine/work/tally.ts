import type { Signing, VoteRule } from './model.ts';
import type { RoundMember } from './state.ts';

/** Where a round stands. Numbers are weights of members; each counts 1 where the template gives no weight. */
export interface Tally {
  passed: number;
  rejected: number;
  abstained: number;
  /** All who may vote: the denominator. */
  total: number;
  result?: 'pass' | 'reject' | 'noQuorum';
}

type Result = NonNullable<Tally['result']>;

/**
 * Counts a round. Removed members and those who recused themselves are out of the denominator; an abstention is neither
 * for nor against, and counts in it unless the rule says `leave`. A result is given as soon as nothing that the others
 * may still do could change it, unless the rule waits for everyone.
 */
export function tallyOf({ mode, vote = {} }: Signing, all: RoundMember[]): Tally {
  const seats = all.filter(({ removed }) => !removed);
  const members = seats.filter(({ decision }) => decision?.verdict !== 'recuse');
  const counts = countsOf(members);
  const { passed, rejected, abstained } = counts;
  const open = members.filter(({ decision }) => !decision);
  const leaves = mode === 'vote' && vote.abstention === 'leave' ? abstained.weight : 0;
  const total = sum(members) - leaves;
  const result =
    mode === 'vote' ? voteResult(vote, { seats, members, open, total }) : simpleResult(mode, members, open);
  return {
    passed: passed.weight,
    rejected: rejected.weight,
    abstained: abstained.weight,
    total,
    ...(result && { result }),
  };
}

/** any: the first who is for or against decides. all and sequential: one reject ends it, else everyone must have signed. */
function simpleResult(
  mode: 'any' | 'all' | 'sequential',
  members: RoundMember[],
  open: RoundMember[],
): Result | undefined {
  const { passed, rejected } = countsOf(members);
  if (rejected.heads > 0) return 'reject';
  if (mode === 'any' && passed.heads > 0) return 'pass';
  if (open.length > 0) return undefined;
  return passed.heads > 0 ? 'pass' : 'noQuorum';
}

interface Votes {
  seats: RoundMember[];
  members: RoundMember[];
  open: RoundMember[];
  total: number;
}

/**
 * The quorum is counted against every seat, also of those who recused themselves: a committee most of which must stand
 * aside cannot decide, however the rest vote.
 */
function voteResult(rule: VoteRule, { seats, members, open, total }: Votes): Result | undefined {
  const needed = ((rule.quorum ?? 0) / 100) * seats.length;
  const voted = members.length - open.length;
  const { passed, rejected } = countsOf(members);
  // Where all abstain nobody has decided, however many were there.
  const isForOrAgainst = passed.heads + rejected.heads > 0;
  const waits = open.length > 0 && rule.decidesEarly === false;
  if (members.length < needed && !waits) return 'noQuorum';
  if (open.length === 0) return isForOrAgainst && total > 0 ? finalResult(rule, members, total) : 'noQuorum';
  if (waits || voted < needed || !isForOrAgainst) return undefined;
  const best = finalResult(rule, assume(members, 'pass'), total);
  const worst = finalResult(rule, assume(members, 'reject'), total);
  // Fixed counts are reached once and for all, whatever else could be reached as well.
  if (isReached(rejected.heads, rule.rejectCount)) return 'reject';
  if (isReached(passed.heads, rule.passCount)) return 'pass';
  return best === worst ? best : undefined;
}

/** The result when all have voted. */
function finalResult(rule: VoteRule, members: RoundMember[], total: number): 'pass' | 'reject' {
  const { passed, rejected } = countsOf(members);
  const tie = rule.tie ?? 'reject';
  const { ratio, passCount, rejectCount } = rule;
  const byCount = isReached(passed.heads, passCount);
  const byRatio = ratio !== undefined && isShareReached(rule, ratio, { passed, rejected, total, tie });
  const isRejected = isReached(rejected.heads, rejectCount);
  if (byCount || byRatio) return isRejected ? tie : 'pass';
  if (isRejected) return 'reject';
  if (ratio !== undefined) return 'reject';
  if (passCount !== undefined) return rejectCount === undefined ? 'reject' : tie;
  if (rejectCount !== undefined) return 'pass';
  // Without any rule: the simple majority of those who were for or against.
  if (passed.weight === rejected.weight) return tie;
  return passed.weight > rejected.weight ? 'pass' : 'reject';
}

/**
 * Whether the share of those for it reaches the ratio. A ratio written with decimals stands for the fraction that it
 * rounds: 66.7 is two thirds. An exact half (or whatever the ratio is) with equally many against is a tie.
 */
function isShareReached(
  { moreThan = false }: VoteRule,
  ratio: number,
  { passed, rejected, total, tie }: { passed: Count; rejected: Count; total: number; tie: string },
): boolean {
  const share = rounded((passed.weight / total) * 100, decimalsOf(ratio));
  if (share > ratio) return true;
  if (share < ratio) return false;
  return !moreThan || (tie === 'pass' && passed.weight === rejected.weight);
}

function decimalsOf(ratio: number): number {
  const decimals = String(ratio).split('.')[1]?.length ?? 0;
  return decimals === 0 ? 9 : decimals;
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

interface Count {
  heads: number;
  weight: number;
}

function countsOf(members: RoundMember[]): Record<'passed' | 'rejected' | 'abstained', Count> {
  const of = (verdict: string): Count => {
    const those = members.filter(({ decision }) => decision?.verdict === verdict);
    return { heads: those.length, weight: sum(those) };
  };
  return { passed: of('pass'), rejected: of('reject'), abstained: of('abstain') };
}

function assume(members: RoundMember[], verdict: 'pass' | 'reject'): RoundMember[] {
  return members.map((member) =>
    member.decision ? member : { ...member, decision: { verdict, variables: {} } },
  );
}

function sum(members: RoundMember[]): number {
  return members.reduce((total, { weight }) => total + weight, 0);
}

function isReached(count: number, needed: number | undefined): boolean {
  return needed !== undefined && count >= needed;
}
