/** What every channel is given, already in the recipient's language. */
export interface Message {
  tenant: string;
  effectId: string;
  person: string;
  /** The recipient's address in this channel. */
  address: string;
  name: string;
  subject: string;
  text: string;
  html: string;
  /** An earlier attempt may have got through: the channel tells the receiver. */
  mayBeRepeat: boolean;
}

export type Outcome =
  | { ok: true }
  /** `error`: for operators; no address, no name. `isFinal`: trying again cannot help. */
  | { ok: false; error: string; isFinal: boolean; mayHaveArrived: boolean };

/** A way to reach people. It never throws: what went wrong is an outcome. */
export interface Channel {
  key: string;
  /** Where the person is reached; undefined: not by this channel. */
  addressOf(person: { email: string | null }): string | undefined;
  send(message: Message): Promise<Outcome>;
}
