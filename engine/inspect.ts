import type { Label } from './json.ts';
import type { ProcessModel } from './model.ts';
import type { CaseState } from './state.ts';
import { nodeOf } from './work/added-nodes.ts';

/** One thing a case waits for, by the element that people see on the diagram. */
export interface Waiting {
  node: string;
  name: Label;
  for:
    | 'person'
    | 'time'
    | 'message'
    | 'signal'
    | 'condition'
    | 'choice'
    | 'job'
    | 'calledCase'
    | 'incident'
    /** The directory, for a moment: who does it. */
    | 'people'
    | 'otherPath';
  id: string;
  due?: string;
}

/** Where a case stands: everything that it waits for. An active case always waits for something named. */
export function inspect(model: ProcessModel, state: CaseState): Waiting[] {
  const name = (node: string): Label => nodeOf(model, state, node)?.name ?? { zh: node };
  const list = <T extends { id: string; node: string }>(things: T[], kind: Waiting['for']): Waiting[] =>
    things.map(({ id, node }) => ({ node, name: name(node), for: kind, id }));
  // What owns something, as an activity that is being undone, waits for that.
  const held = state.tokens.filter(
    ({ id, active, owns }) => !active && owns.length === 0 && !hasIncident(state, id),
  );
  return [
    ...list(state.tasks, 'person'),
    ...state.timers.map(({ id, node, due }) => ({
      node,
      name: name(node),
      for: 'time' as const,
      id,
      due,
    })),
    ...state.subscriptions.map(({ id, node, awaits }) => ({
      node,
      name: name(node),
      for: awaits.kind,
      id,
    })),
    ...state.scopes.flatMap(({ id, node, adHoc }) =>
      adHoc?.isManual ? [{ node, name: name(node), for: 'choice' as const, id }] : [],
    ),
    ...list(state.jobs, 'job'),
    ...list(state.calls, 'calledCase'),
    ...list(state.work?.lookups ?? [], 'people'),
    ...list(state.incidents, 'incident'),
    ...held.map(({ id, node }) => ({ node, name: name(node), for: 'otherPath' as const, id })),
  ];
}

function hasIncident(state: CaseState, token: string): boolean {
  return state.incidents.some((incident) => incident.token === token);
}
