import type { SaveTemplateDraft, TemplateDraft } from '../../../../api/resources/templates.shapes.ts';
import { newKey } from '../../../client/intent.ts';
import { ApiProblem, isWorthRetrying } from '../../../client/problem.ts';

export type SavingState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** No answer came; it is tried again by itself. */
  | { kind: 'waiting' }
  /** Somebody else has saved meanwhile: a person decides whose draft stays. */
  | { kind: 'conflict' }
  | { kind: 'refused'; error: Error };

interface DraftSaverOptions {
  revision: number;
  savedAt: string | null;
  read(): Promise<Omit<SaveTemplateDraft, 'revision'>>;
  save(body: SaveTemplateDraft, key: string): Promise<TemplateDraft>;
  onState(state: SavingState): void;
  /** Runs later; the answer takes it back. */
  later(run: () => void, milliseconds: number): () => void;
}

const afterChange = 2_000;
const afterOutage = 5_000;

/**
 * Saves the draft by itself: two seconds after a change, one save at a time, the newest content always last.
 * A save without an answer is repeated with its own key, so that it cannot count as somebody else's.
 */
export class DraftSaver {
  revision: number;
  state: SavingState;
  readonly #options: DraftSaverOptions;
  #cancel: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #isDirty = false;
  #open: { body: SaveTemplateDraft; key: string } | undefined;

  constructor(options: DraftSaverOptions) {
    this.#options = options;
    this.revision = options.revision;
    this.state = { kind: 'saved', at: options.savedAt };
  }

  get isSettled(): boolean {
    return this.state.kind === 'saved';
  }

  changed(): void {
    this.#isDirty = true;
    if (this.state.kind === 'conflict') return;
    if (!this.#running) this.#say({ kind: 'unsaved' });
    this.#schedule(afterChange);
  }

  /** Saves now what is not saved yet. True when all is saved. */
  async flush(): Promise<boolean> {
    this.#cancel?.();
    await this.#running;
    while (this.#isDirty && this.state.kind !== 'conflict') {
      await this.#run();
      if (this.state.kind === 'waiting' || this.state.kind === 'refused') break;
    }
    return this.isSettled;
  }

  /** After a conflict: what is on the page goes over the other's draft, which stood at `revision`. */
  async overwrite(revision: number): Promise<boolean> {
    this.revision = revision;
    this.#open = undefined;
    this.#isDirty = true;
    this.#say({ kind: 'unsaved' });
    return this.flush();
  }

  stop(): void {
    this.#cancel?.();
  }

  #schedule(milliseconds: number) {
    this.#cancel?.();
    this.#cancel = this.#options.later(() => {
      this.#cancel = undefined;
      void this.flush();
    }, milliseconds);
  }

  async #run(): Promise<void> {
    this.#running = this.#saveOnce().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #saveOnce(): Promise<void> {
    this.#say({ kind: 'saving' });
    try {
      this.#open ??= { body: { ...(await this.#options.read()), revision: this.revision }, key: newKey() };
      const sent = this.#open;
      // What changes from here on is the next save's.
      this.#isDirty = false;
      const draft = await this.#options.save(sent.body, sent.key);
      this.#open = undefined;
      this.revision = draft.revision;
      const current = await this.#options.read();
      if (this.#isDirty || current.xml !== sent.body.xml) {
        this.#isDirty = true;
        this.#say({ kind: 'unsaved' });
      } else this.#say({ kind: 'saved', at: draft.savedAt });
    } catch (error) {
      this.#isDirty = true;
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #fail(error: Error) {
    if (isWorthRetrying(error)) {
      this.#say({ kind: 'waiting' });
      this.#schedule(afterOutage);
      return;
    }
    this.#open = undefined;
    const isConflict = error instanceof ApiProblem && error.code === 'version-conflict';
    this.#say(isConflict ? { kind: 'conflict' } : { kind: 'refused', error });
  }

  #say(state: SavingState) {
    this.state = state;
    this.#options.onState(state);
  }
}
