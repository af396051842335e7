import type { Texts } from './json.ts';

/**
 * A fault in a case's data or template that a person must look at. It never leaves the engine: `drain` turns it into
 * an incident on the token that met it. The texts are for those who run the platform and hold no personal data; `en` is the message too.
 */
export class CaseFault extends Error {
  readonly code: string;
  readonly texts: Texts;

  constructor(code: string, texts: Texts, options?: { cause?: unknown }) {
    super(texts.en, options);
    this.name = 'CaseFault';
    this.code = code;
    this.texts = texts;
  }
}
