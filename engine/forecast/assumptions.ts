import type { EngineEvent } from '../event.ts';
import type { Flow, ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState } from '../state.ts';
import type { PeopleSource } from '../work/model.ts';
import type { Dependence } from './way.ts';

/** Names of variables that were set only in thought, with what their values hang on. */
export type Assumed = Map<string, Dependence>;

/** Somebody whose name is not known yet. */
export const somebody = '?';

/**
 * The model as it is walked through in thought: nothing need be filled in, and people who are still to be chosen are
 * somebody. `state` says who was chosen already.
 */
export function lenient(model: ProcessModel, state: CaseState): ProcessModel {
  const nodes = Object.entries(model.nodes).map(([id, node]) => {
    if (node.type !== 'userTask') return [id, node] as const;
    const { fields: _, ...config } = node.config as unknown as UserTaskConfig;
    const isChosen = state.work?.choices?.[id] !== undefined;
    const people = config.people?.map((source): PeopleSource =>
      source.kind === 'chosen' && !isChosen ? { kind: 'person', person: somebody } : source,
    );
    const changed = {
      ...config,
      outcomes: config.outcomes.map((outcome) => ({ ...outcome, needsReason: false, needs: [] })),
      ...(people && { people }),
    };
    return [id, { ...node, config: changed as unknown as typeof node.config }] as const;
  });
  return { ...model, nodes: Object.fromEntries(nodes) };
}

/** Which of the assumed names stand in these expressions. */
export function mentioned(assumed: Assumed, texts: (string | undefined)[]): string[] {
  const written = texts
    .filter((text) => text?.startsWith('='))
    .map((text) => (text ?? '').replace(/"(?:[^"\\]|\\.)*"/g, '""'))
    .join('\n');
  return [...assumed.keys()].filter((name) => {
    for (let from = written.indexOf(name); from >= 0; from = written.indexOf(name, from + 1)) {
      const [before, after] = [written[from - 1] ?? '', written[from + name.length] ?? ''];
      if (!isOfName.test(before) && before !== '.' && !isOfName.test(after)) return true;
    }
    return false;
  });
}

const isOfName = /[\p{L}\p{N}_]/u;

/** A choice between flows that was made in thought, by conditions on assumed names. */
export interface Choice {
  node: string;
  names: string[];
  flows: Flow[];
}

/** The choices that these events show. */
export function choicesIn(model: ProcessModel, assumed: Assumed, events: EngineEvent[]): Choice[] {
  const nodes = new Set(
    events.flatMap((event) => (event.kind === 'flowTaken' ? (model.flows[event.flow]?.source ?? []) : [])),
  );
  return [...nodes].flatMap((node) => {
    const flows = (model.nodes[node]?.outgoing ?? []).flatMap((id) => model.flows[id] ?? []);
    const names = mentioned(
      assumed,
      flows.map(({ condition }) => condition),
    );
    return names.length === 0 ? [] : [{ node, names, flows }];
  });
}

/** Whether any scope or token of the case has a value for it. */
export function hasValue({ scopes, tokens }: CaseState, name: string): boolean {
  return [...scopes, ...tokens].some(({ variables }) => (variables?.[name] ?? null) !== null);
}
