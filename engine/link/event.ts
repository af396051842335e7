import type { OneTimeLink, Signer } from './state.ts';

/** What happened to links for agencies without an account. */
export type LinkEvent =
  /** `hash`: SHA-256 of the token, in hex. */
  | { kind: 'linkMade'; link: OneTimeLink; node: string; hash: string }
  /** The completion of the task follows. `by`: who made the link, and is told (person id). */
  | {
      kind: 'linkUsed';
      link: string;
      unit: string;
      task: string;
      node: string;
      outcome?: string;
      signer: Signer;
      by: string;
    }
  /** `replaced`: another was made for the same delivery. */
  | { kind: 'linkRevoked'; link: string; unit: string; node: string; cause: 'person' | 'replaced' };
