import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState } from '../state.ts';
import { nodeOf } from './added-nodes.ts';
import type { Verb, VerbConfig } from './model.ts';

/** Offered where neither the step nor the process lists any verb: nobody needs leave to talk. */
const defaults: VerbConfig[] = (['comment', 'ask', 'urge', 'copyTo'] as const).map((verb) => ({
  verb,
  needs: [],
}));

/** What people say about a case they may say on a step too, if the case as a whole allows it. */
const talk = new Set<Verb>(['comment', 'ask', 'urge', 'copyTo']);

/** The verbs of a step: its own list, else that of the process, else the defaults. Without a node, those of the case. */
export function verbsOf(model: ProcessModel, state: CaseState, node?: string): VerbConfig[] {
  const ofCase = model.work && model.work.verbs.length > 0 ? model.work.verbs : defaults;
  const config = (node === undefined ? undefined : nodeOf(model, state, node)?.config) as
    Partial<UserTaskConfig> | undefined;
  const own = config?.verbs ?? [];
  // Who may end or stop the whole case says nothing of its steps.
  if (own.length === 0) return node === undefined ? ofCase : ofCase.filter(({ by }) => by === undefined);
  const listed = new Set(own.map(({ verb }) => verb));
  return [...own, ...ofCase.filter(({ verb }) => talk.has(verb) && !listed.has(verb))];
}

/** How a verb is offered there; undefined where it is not. */
export function verbConfig(
  model: ProcessModel,
  state: CaseState,
  { verb, node }: { verb: Verb; node?: string | undefined },
): VerbConfig | undefined {
  return verbsOf(model, state, node).find((offered) => offered.verb === verb);
}
