import type { EngineEvent } from '../engine/event.ts';
import type { Actor, Command } from '../engine/input.ts';
import type { OneTimeLink } from '../engine/link/state.ts';
import type { CaseState, OpenTask } from '../engine/state.ts';
import type { Deadline } from '../engine/clock/state.ts';
import { standingOn } from '../engine/work/candidate.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { Directory } from './scenario-directory.ts';

/** What a scenario names that the case does not have. */
export interface NotThere {
  what: string;
  named: string;
  there: string[];
}

/** The case as it stands where somebody acts in a scenario. */
export interface Situation {
  state: CaseState;
  /** All that happened so far. */
  events: EngineEvent[];
  directory: Directory;
  actor: Actor & { kind: 'person' };
}

export const isNotThere = (found: Command | NotThere): found is NotThere => 'named' in found;

/**
 * The open task of a node that the actor has: one whose turn it is for them, else one that they hold though it waits,
 * else the first, so that a refusal can be tested. `isMeant` says more.
 */
export function taskAt(
  node: string,
  { state, actor }: Pick<Situation, 'state' | 'actor'>,
  isMeant: (task: OpenTask) => boolean = () => true,
): OpenTask | undefined {
  const open = state.tasks.filter((task) => task.node === node && isMeant(task));
  const own = open.filter((task) => {
    const standing = standingOn(task, actor);
    return standing !== 'nobody' && standing !== 'excluded';
  });
  return own.find(({ waits }) => waits === undefined) ?? own[0] ?? open[0];
}

/** The command on the open task of a node. `isMeant`: which, of several. */
export function withTask(
  node: string,
  situation: Situation,
  command: (task: string) => Command,
  isMeant?: (task: OpenTask) => boolean,
): Command | NotThere {
  const task = taskAt(node, situation, isMeant);
  if (task) return command(task.id);
  return { what: 'open task', named: node, there: situation.state.tasks.map((open) => open.node) };
}

/** The same where the scenario may also say it of the case as a whole. */
export function onTaskIfNamed(
  node: string | undefined,
  situation: Situation,
  command: (task: { task?: string }) => Command,
): Command | NotThere {
  return node === undefined ? command({}) : withTask(node, situation, (task) => command({ task }));
}

/** The command on the running deadline of this key. */
export function withDeadline(
  key: string,
  { deadlines }: CaseState,
  command: (deadline: Deadline) => Command | NotThere,
): Command | NotThere {
  const deadline = deadlines.find((open) => open.key === key);
  if (deadline) return command(deadline);
  return { what: 'running deadline', named: key, there: deadlines.map((open) => open.key) };
}

/** The command on the link that was made last. */
export function withLink(
  { links = [] }: CaseState,
  command: (link: OneTimeLink) => Command,
): Command | NotThere {
  const link = links.at(-1);
  return link ? command(link) : { what: 'one-time link', named: 'the last', there: [] };
}

/** The visit of the last time that somebody completed the node: its token. */
export function visitOf(events: EngineEvent[], node: string): string | undefined {
  const last = events.findLast((event) => event.kind === 'taskCompleted' && event.node === node);
  const task = last?.kind === 'taskCompleted' ? last.task : undefined;
  const given = events.findLast((event) => event.kind === 'taskCreated' && event.task.id === task);
  return given?.kind === 'taskCreated' ? given.task.token : undefined;
}

/** `post@unit`, or the login of a person. */
export function isWritten(candidate: Candidate, written: string): boolean {
  return written.includes('@')
    ? written === `${candidate.post}@${candidate.unit}`
    : written === candidate.person;
}

/** Somebody is meant by name, or by a post that they hold. */
export function isFor(to: Candidate, { person, posts }: Situation['actor']): boolean {
  return to.person === undefined
    ? posts.some(({ post, unit }) => post === to.post && unit === to.unit)
    : to.person === person;
}
