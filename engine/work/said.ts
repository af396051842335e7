/** What people say with a verb, as the record keeps it. */
export interface Said {
  reason?: string;
  opinion?: string;
  /** Ids of attachments of the case. */
  attachments?: string[];
}

/** The same beside words that are themselves the reason: a comment, a question, a note. */
export type SaidBeside = Omit<Said, 'reason'>;

/** That alone, of a command or a decision: what was not said is not there. */
export function saidOf<S extends Said>({ reason, opinion, attachments }: S): Pick<S, keyof S & keyof Said> {
  const said: Said = {
    ...(reason !== undefined && { reason }),
    ...(opinion !== undefined && { opinion }),
    ...(attachments && attachments.length > 0 && { attachments }),
  };
  return said as Pick<S, keyof S & keyof Said>;
}
