/** Who did what an event tells, and in which of their posts. */
import type { EngineEvent } from '../../engine/event.ts';
import type { Actor } from '../../engine/input.ts';
import type { PostAtUnit } from '../../engine/model.ts';
import type { Candidate } from '../../engine/work/state.ts';
import { personName, personNameOrNull, postName } from '../names.ts';
import type { Label } from '../resources/label.shapes.ts';
import type { TimelineActor } from '../resources/timeline.shapes.ts';
import type { TimelineContext } from './line-context.ts';
import { taskIn, type Seen } from './seen.ts';

/** The person with the post that allowed it. */
export function whoDid(event: EngineEvent, seen: Seen, { wording, people }: TimelineContext): TimelineActor {
  const { actor } = event;
  if (actor?.kind !== 'person') return theSystem(actor);
  const acted = actingPost(event, actor, seen);
  const person = personName(people, actor.person);
  return {
    kind: 'person',
    person,
    post: acted ? postName(wording.names, acted) : null,
    for: personNameOrNull(people, actor.for),
    name:
      actor.for === undefined
        ? { zh: person.name }
        : inPlaceOf(person.name, personName(people, actor.for).name),
  };
}

/**
 * The post that allowed it, of a substitute the principal's: one that the task asked for; for what follows from what somebody did to a task (at the same
 * instant), the one in which they did that; else the first they held. Which of several the principal holds is not recorded: then none is said.
 */
function actingPost(
  event: EngineEvent,
  actor: Actor & { kind: 'person' },
  seen: Seen,
): PostAtUnit | undefined {
  const posts = postsAsked(event, seen);
  const isGiven = event.kind === 'taskCreated' || event.kind === 'taskReopened';
  const asked =
    actor.for !== undefined
      ? principalsPost(isGiven ? [] : posts, event, actor.for)
      : actor.posts.find((held) =>
          posts.some((wanted) => wanted.post === held.post && wanted.unit === held.unit),
        );
  const acted = seen.acted.get(actor.person);
  const before = acted?.at === event.at ? acted.post : undefined;
  if (asked && !isGiven) seen.acted.set(actor.person, { at: event.at, post: asked });
  return (
    (isGiven ? (before ?? asked) : (asked ?? before)) ??
    (actor.for === undefined ? actor.posts[0] : undefined)
  );
}

/** Of the posts asked for, the one in which the principal is meant. */
function principalsPost(
  posts: readonly Candidate[],
  event: EngineEvent,
  principal: string,
): PostAtUnit | undefined {
  if (event.kind === 'taskCompleted' && event.handler?.person === principal) return event.handler;
  const named = posts.find(({ person }) => person === principal);
  return named ?? (posts.length === 1 ? posts[0] : undefined);
}

/** Those whose it was to do this: who had the task or its step, who decides on a request, whom an escalation told. */
function postsAsked(event: EngineEvent, seen: Seen): readonly Candidate[] {
  switch (event.kind) {
    case 'clockRequestDecided':
      return seen.requests.get(event.request)?.approvers ?? [];
    case 'stepAcknowledged':
      return seen.told.get(`${event.deadline} ${event.step}`) ?? [];
    case 'answered':
      return [seen.questions.get(event.question)?.to ?? []].flat();
    case 'clockRequested':
    case 'clockResumed':
      return [...seen.tasks.values()].findLast(({ node }) => node === event.node)?.candidates ?? [];
    default:
      return (seen.before ?? taskIn(event, seen))?.candidates ?? [];
  }
}

/** 王五 代 张三: a substitute acts, and for whom. */
const inPlaceOf = (substitute: string, principal: string): Label => ({
  zh: `${substitute} 代 ${principal}`,
  en: `${substitute} for ${principal}`,
});

const theSystem = (actor: Actor | null): TimelineActor => ({
  kind: 'system',
  person: null,
  post: null,
  for: null,
  name: actor?.kind === 'system' ? (systemNames[actor.name] ?? system) : system,
});

const system: Label = { zh: '系统', en: 'The system' };
const systemNames: Record<string, Label> = {
  timer: { zh: '系统（到时）', en: 'The system (time)' },
  clock: { zh: '系统（时钟）', en: 'The system (clock)' },
  message: { zh: '系统（消息）', en: 'The system (message)' },
  signal: { zh: '系统（信号）', en: 'The system (signal)' },
  ladder: { zh: '系统（超时自动）', en: 'The system (overdue)' },
  round: { zh: '系统（表决）', en: 'The system (vote)' },
  policy: { zh: '系统（按规则）', en: 'The system (by rule)' },
  signing: { zh: '系统（表决）', en: 'The system (vote)' },
  oneTimeLink: { zh: '一次性链接', en: 'One-time link' },
  orphans: { zh: '系统（无主任务）', en: 'The system (orphaned tasks)' },
};
