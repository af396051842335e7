import type { JsonObject } from '../json.ts';
import type { Signer } from './state.ts';

/** Links for agencies without an account. */
export type LinkCommand =
  /** By whoever could do the task. It takes the place of the one before for the same delivery. `hash`: SHA-256 of the token, in hex. */
  | { kind: 'makeLink'; task: string; generation?: number; hash: string }
  | { kind: 'revokeLink'; link: string }
  /** By the agency itself: the server found the link by its token. */
  | {
      kind: 'useLink';
      link: string;
      task: string;
      outcome?: string;
      reason?: string;
      signer: Signer;
      variables: JsonObject;
    };
