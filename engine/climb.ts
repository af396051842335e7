import { cancelScope, cancelTokens } from './cancel.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import { eventSubProcesses, isCompleting, isEventSubProcess, startEventsOf } from './scope.ts';
import type { Occurrence, Token } from './state.ts';

/** Configuration of an error or escalation event definition; without a code it catches every one. */
export interface CodeConfig {
  code?: string;
}

type Climbing = 'errorEventDefinition' | 'escalationEventDefinition';

/**
 * An error climbs from a token outwards: the boundary events of its own activity, then in each scope the error event
 * sub-process and the boundary events of the activity that holds the scope (BPMN 2.0.2, 10.5.7 and 13.5.3).
 * The innermost that catches it wins, one with its code before one without. Answers whether it was caught.
 */
export function throwError(run: Run, token: Token, code: string): boolean {
  const catching = findCatch(run, token, 'errorEventDefinition', code);
  if (!catching) return false;
  run.emit({ kind: 'errorThrown', node: token.node, code });
  // Before anything else moves: what runs beside it in the scope that ends must not go on first.
  run.agenda.urge([{ kind: 'fire', occurrence: catching, variables: {} }]);
  return true;
}

/**
 * An escalation climbs in the same way, also to the case that called this one. Nobody need catch it: whoever threw it
 * goes on, unless what catches it interrupts (BPMN 2.0.2, 10.5.7 and table 10.93).
 */
export function throwEscalation(run: Run, token: Token, code: string): void {
  const catching = findCatch(run, token, 'escalationEventDefinition', code);
  run.emit({ kind: 'escalationThrown', node: token.node, code, caught: catching !== undefined });
  if (catching) run.agenda.urge([{ kind: 'fire', occurrence: catching, variables: {} }]);
  else if (run.state.parent) run.effect({ kind: 'escalateToParent', parent: run.state.parent, code });
}

/** An error that nobody caught ends the whole case, visibly: its status is failed and its outcome the code. */
export function failCase(run: Run, token: Token, code: string): void {
  run.emit({ kind: 'errorThrown', node: token.node, code });
  cancelScope(run, run.rootScope().id);
  run.emit({ kind: 'caseFailed', outcome: code });
  reportFailure(run, code);
}

/** A called case tells its caller that it did not end as it should. */
export function reportFailure(run: Run, error: string): void {
  const { parent } = run.state;
  if (parent) run.effect({ kind: 'reportToParent', parent, result: { ok: false, error } });
}

function findCatch(run: Run, from: Token, type: Climbing, code: string): Occurrence | undefined {
  let token: Token | undefined = from;
  while (token) {
    const boundary = matching(
      run.node(token.node).boundary.map((id) => run.node(id)),
      type,
      code,
    );
    // Bodies of a multi-instance have no boundary events of their own: the activity as a whole has them.
    if (boundary && token.active && token.index === undefined) {
      return { token: token.id, scope: token.scope, node: boundary.id };
    }
    const scope = run.scope(token.scope);
    const holdsFlow = scope.kind === 'process' || scope.kind === 'subProcess';
    const start = holdsFlow ? matching(startsFor(run, token, scope.node), type, code) : undefined;
    if (start) return { scope: scope.id, node: start.id };
    token = scope.token === undefined ? undefined : run.token(scope.token);
  }
  return undefined;
}

/**
 * The event sub-processes of a scope that can catch what comes from this token in it. One never catches what it throws
 * itself; beside one that interrupted there is none left, and none begins when the normal flow is done (BPMN 2.0.2, 13.5.4).
 */
function startsFor(run: Run, { node: from, scope }: Token, scopeNode: string): Node[] {
  const own = isEventSubProcess(run.node(from)) ? startEventsOf(run, run.node(from)) : [];
  if (own.some(({ isInterrupting }) => isInterrupting !== false)) return [];
  if (own.length > 0 && isCompleting(run, scope)) return [];
  return eventSubProcesses(run, run.node(scopeNode))
    .filter(({ id }) => id !== from)
    .flatMap((child) => startEventsOf(run, child));
}

function matching(nodes: Node[], type: Climbing, code: string): Node | undefined {
  const codes = nodes.flatMap((node) =>
    node.events
      .filter((event) => event.type === type)
      .map((event) => ({ node, code: (event.config as unknown as CodeConfig).code })),
  );
  return (codes.find((entry) => entry.code === code) ?? codes.find((entry) => entry.code === undefined))
    ?.node;
}

/** Ends everything in the token's own scope (terminate end event): the scope then completes as usual. */
export function terminateScope(run: Run, token: Token): void {
  const { scope } = token;
  cancelTokens(run, scope, token.id);
  run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
  run.agenda.close(scope);
}
