/** Who signed over a one-time link, in their own words. */
export interface Signer {
  unit: string;
  name: string;
  post: string;
  phone: string;
}

/** One step that was done over a link. `at`: ISO instant. */
export interface LinkUse {
  task: string;
  node: string;
  outcome?: string;
  at: string;
}

/**
 * A link that lets one agency do its steps of one delivery: those in `scope` that offer it to `unit`, one after the other.
 * Its token is nowhere in the case; the read model has the hash.
 */
export interface OneTimeLink {
  id: string;
  scope: string;
  unit: string;
  /** For which task it was made, and by whom (person id). */
  task: string;
  node: string;
  by: string;
  madeAt: string;
  /** The first instant at which it is over. */
  expiresAt: string;
  revokedAt?: string;
  uses?: LinkUse[];
}
