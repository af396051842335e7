import { moveTargets } from '../engine/trail/move.ts';
import { hasInitiator, targetsOf } from '../engine/trail/return.ts';
import { visitsBefore } from '../engine/trail/visits.ts';
import type { OpenTask } from '../engine/state.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import type { Resume, VerbConfig } from '../engine/work/model.ts';
import { stays } from '../engine/work/stays.ts';
import { signersOf } from '../engine/work/task-change.ts';
import { postsAmong } from './candidates.ts';
import type { CaseFile } from './case-file.ts';
import { handler, personNameOrNull, postName, type Names, type People } from './names.ts';
import type { User } from './policy.ts';
import type { Label } from './resources/label.shapes.ts';
import type { VerbChoices, VerbKey, VisitChoice } from './resources/work.shapes.ts';

export interface VerbContext {
  file: CaseFile;
  user: User;
  names: Names;
  people: People;
  /** Names of forms and templates that may be added. */
  offerNames: ReadonlyMap<string, Label>;
  /** Whether the template lets a case that ended be begun anew. */
  isResubmittable?: boolean;
  /** Steps of the case that called this one, as far as the user may know of them. */
  ofCaller?: VisitChoice[];
  /** The case's instant now: what may be urged again depends on it. */
  now: string;
}

/** What may be chosen with a verb, found by the rules by which the engine takes the choice. */
export function choicesOf(
  verb: VerbKey,
  {
    config,
    task,
    context,
  }: { config: VerbConfig | undefined; task: OpenTask | undefined; context: VerbContext },
): VerbChoices {
  const { file, names, people, offerNames } = context;
  const { model, state } = file;
  const known = () => variablesSeenBy(state, task?.token);
  const among = config?.among && postsAmong(config.among, known(), state.at);
  const shown: VerbChoices = among ? { among: among.map((post) => postName(names, post)) } : {};
  switch (verb) {
    case 'return':
      return task ? { visits: visitsOf(task, config, context) } : {};
    case 'move':
      return task
        ? {
            targets: moveTargets(model, state, task)
              .filter(({ node }) => config?.to === undefined || config.to.includes(node))
              .map(({ node, ends }) => ({
                node,
                name: model.nodes[node]?.name ?? { zh: node },
                ends: state.tasks
                  .filter(({ token }) => ends.some((ending) => ending.token === token))
                  .map((open) => ({
                    taskKey: `${state.caseId}:${open.id}`,
                    name: model.nodes[open.node]?.name ?? { zh: open.node },
                    handlers: open.candidates.map((given) => handler(names, people, given)),
                  })),
              })),
          }
        : {};
    case 'removeSigner':
      return task
        ? {
            signers: signersOf(state, task.id).map((signer) => ({
              taskKey: `${state.caseId}:${signer.id}`,
              handlers: signer.candidates.map((given) => handler(names, people, given)),
            })),
          }
        : {};
    case 'addTask':
    case 'addSubCase':
      return {
        ...shown,
        offers: (config?.offers ?? []).map((key) => ({ key, name: offerNames.get(key) ?? { zh: key } })),
      };
    case 'urge': {
      const every = (config?.everyMinutes ?? 240) * 60_000;
      const tasks = task ? [task] : state.tasks;
      const urgedAt = ({ id }: OpenTask) => state.work?.urged?.[id];
      const instants = tasks.flatMap((one) => urgedAt(one) ?? []);
      // The first that may be urged again.
      const first = instants.length < tasks.length ? undefined : instants.sort()[0];
      return {
        ...(first !== undefined && { notBefore: new Date(Date.parse(first) + every).toISOString() }),
        urges: tasks.map((one) => ({
          taskKey: `${state.caseId}:${one.id}`,
          name: one.added?.name ?? model.nodes[one.node]?.name ?? { zh: one.node },
          handlers: one.candidates.map((given) => handler(names, people, given)),
          urgedAt: urgedAt(one) ?? null,
        })),
      };
    }
    case 'transfer':
    case 'assign':
      return { ...shown, ...(task && stays(model, state, task) && { adds: true }) };
    default:
      return shown;
  }
}

const bothWays: Resume[] = ['forward', 'back'];

/** Visited steps, the newest first; then back to whoever began the case, and to the step before. */
function visitsOf(
  task: OpenTask,
  config: VerbConfig | undefined,
  { file: { model, state, row }, people, ofCaller = [] }: VerbContext,
): VisitChoice[] {
  const resume = config?.resume ?? bothWays;
  const isOffered = (node: string) => config?.to === undefined || config.to.includes(node);
  const visits: VisitChoice[] = visitsBefore(model, state, task)
    .filter(({ node }) => isOffered(node))
    .map(({ visit, node, at, person }) => ({
      visit,
      node,
      name: model.nodes[node]?.name ?? { zh: node },
      by: personNameOrNull(people, person),
      at,
      resume,
    }));
  const previous = targetsOf(model, state, { token: task.token, to: 'previous' });
  if (previous.length > 1 && previous.every(({ node }) => isOffered(node))) {
    visits.push({
      visit: 'previous',
      node: previous[0]!.node,
      name: { zh: '上一步的各办理人', en: 'All who did the step before' },
      by: null,
      at: null,
      resume,
    });
  }
  if (isOffered('initiator') && hasInitiator(state)) {
    visits.push({
      visit: 'initiator',
      node: model.process,
      name: { zh: '发起人', en: 'Whoever began the case' },
      by: personNameOrNull(people, state.work?.initiator?.person),
      at: row.startedAt,
      resume,
    });
  }
  if (isOffered('caller') && resume.includes('forward')) visits.push(...ofCaller);
  return visits;
}
