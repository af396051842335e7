import type { Actor } from '../input.ts';
import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { PeoplePolicies } from './model.ts';
import type { Candidate, Decision, WorkState } from './state.ts';

/** What a case must remember of its people for the sake of its template. */
interface Memory {
  initiator: boolean;
  handlers: boolean;
  passed: boolean;
  /** Steps that another step reviews, by other people. */
  reviewed: Set<string>;
}

const memories = new WeakMap<ProcessModel, Memory>();

/** Found once for each model: a case whose template asks for nothing of it stays as small as ever. */
export function memoryOf(model: ProcessModel): Memory {
  let memory = memories.get(model);
  if (!memory) {
    memory = neededBy(model);
    memories.set(model, memory);
  }
  return memory;
}

function neededBy(model: ProcessModel): Memory {
  const steps = Object.values(model.nodes)
    .filter(({ type }) => type === 'userTask')
    .map(({ config }) => config as unknown as Partial<UserTaskConfig>);
  const sources = steps.flatMap(({ people = [] }) => people);
  const verbs = [...steps.flatMap(({ verbs: own = [] }) => own), ...(model.work?.verbs ?? [])];
  const names = (who: 'initiator' | 'previousHandler') =>
    sources.some(
      (source) =>
        source.kind === who ||
        (source.kind === 'chosen' && source.by === who) ||
        ('of' in source && source.of === who),
    );
  const repeats = steps.some(({ policies }) => (policies?.whenRepeated ?? 'again') !== 'again');
  const asksInitiator = steps.some(({ policies }) => (policies?.whenInitiator ?? 'self') !== 'self');
  return {
    initiator:
      names('initiator') ||
      asksInitiator ||
      model.keepsTrail === true ||
      verbs.some(({ verb }) => verb === 'recall'),
    handlers: names('previousHandler') || repeats || verbs.some(({ until }) => until !== undefined),
    passed: repeats,
    reviewed: new Set(steps.flatMap(({ policies }) => policies?.notHandlersOf ?? [])),
  };
}

/** Who begins a case, in the capacity that they name first. */
export function initiatorOf(model: ProcessModel, actor: Actor): Required<Candidate> | undefined {
  if (actor.kind !== 'person' || !memoryOf(model).initiator) return undefined;
  const { post = '', unit = '' } = actor.posts[0] ?? {};
  return { person: actor.person, post, unit };
}

/** Who completed a step, where the template will ask. A substitute counts as who they stood in for. */
export function handlerOf(
  model: ProcessModel,
  { by, for: principal, as }: Decision,
): Required<Candidate> | undefined {
  const person = principal ?? by;
  if (person === undefined || !as || !memoryOf(model).handlers) return undefined;
  return { post: as.post, unit: as.unit, person };
}

/** Who takes part by this decision, where a later step keeps them out: whoever acted, and for whom. */
export function takingPart(
  model: ProcessModel,
  node: string,
  { by, for: principal }: Decision,
): string[] | undefined {
  if (!memoryOf(model).reviewed.has(node)) return undefined;
  return [by, principal].filter((person) => person !== undefined);
}

/** Who is kept out of a step, because they took part in what it reviews. */
export function keptOutOf({ notHandlersOf = [] }: PeoplePolicies, work?: WorkState): string[] {
  return [...new Set(notHandlersOf.flatMap((node) => work?.tookPart?.[node] ?? []))];
}
