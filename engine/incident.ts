import type { Texts } from './json.ts';
import type { Run } from './run.ts';
import type { Incident } from './state.ts';
import { byId } from './table.ts';

/** Puts before people what they must look at: on the token that met it, or on the case's process where there is none. */
export function raiseIncident(
  run: Run,
  { token, code, texts, retry }: Pick<Incident, 'token' | 'code' | 'retry'> & { texts: Texts },
): void {
  run.emit({
    kind: 'incidentRaised',
    incident: {
      id: run.nextId('i'),
      ...(token !== undefined && { token }),
      node: (token !== undefined && byId(run.state.tokens, token)?.node) || run.model.process,
      code,
      message: texts.en,
      texts,
      raisedAt: run.at,
      retry,
    },
  });
}
