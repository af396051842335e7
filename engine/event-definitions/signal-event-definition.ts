import type { EventBehaviour } from '../element.ts';
import { CaseFault } from '../fault.ts';
import { evaluate } from '../feel.ts';
import type { JsonObject } from '../json.ts';
import type { Expression } from '../model.ts';
import { occur } from '../occur.ts';
import type { Run } from '../run.ts';
import { mapped } from '../variables.ts';

export interface SignalConfig {
  /** Its name, or an expression that gives it when the wait begins or the signal is thrown. */
  signal: Expression;
}

/** Signal: heard by everything that waits for it, in this case and in every other (BPMN 2.0.2, 10.5.5 and 10.5.7). */
export const signalEventDefinition = {
  type: 'signalEventDefinition',
  wait(run, { token, scope, node, event }, config) {
    const signal = nameOf(config, run, run.variables(scope, token));
    run.emit({
      kind: 'subscriptionOpened',
      subscription: {
        id: run.nextId('b'),
        ...(token && { token: token.id }),
        scope,
        node: node.id,
        ...(event !== undefined && { event }),
        awaits: { kind: 'signal', signal },
      },
    });
  },
  throw(run, token, config) {
    const signal = nameOf(config, run, run.variables(token.scope, token));
    const variables = mapped(run, run.node(token.node).inputs, token);
    const signalId = `${run.state.caseId}/${run.nextId('g')}`;
    const content = Object.keys(variables).length > 0 && { variables };
    run.emit({ kind: 'signalThrown', node: token.node, signal, signalId, ...content });
    run.effect({ kind: 'broadcastSignal', signal, signalId, variables });
    hear(run, signal, variables);
    return false;
  },
} satisfies EventBehaviour<SignalConfig>;

function nameOf({ signal }: SignalConfig, run: Run, variables: JsonObject): string {
  const name = evaluate(signal, variables, run);
  if (typeof name === 'string' && name !== '') return name;
  throw new CaseFault('signal-without-name', {
    zh: `${signal} 没有给出信号名称：请更正数据后重试`,
    en: `Expected ${signal} to give the name of a signal, but found none: correct the variables and retry`,
  });
}

/** All that wait for a signal in this case hear it at once. */
export function hear(run: Run, signal: string, variables: JsonObject): void {
  const hearing = run.state.subscriptions.filter(
    ({ awaits }) => awaits.kind === 'signal' && awaits.signal === signal,
  );
  occur(run, hearing, variables);
}
