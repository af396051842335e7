import type { Run } from './run.ts';
import type { Incident } from './state.ts';
import { byId } from './table.ts';

/** Puts before people what they must look at: on the token that met it, or on the case's process where there is none. */
export function raiseIncident(
  run: Run,
  { token, code, message, retry }: Pick<Incident, 'token' | 'code' | 'message' | 'retry'>,
): void {
  run.emit({
    kind: 'incidentRaised',
    incident: {
      id: run.nextId('i'),
      ...(token !== undefined && { token }),
      node: (token !== undefined && byId(run.state.tokens, token)?.node) || run.model.process,
      code,
      message,
      raisedAt: run.at,
      retry,
    },
  });
}
