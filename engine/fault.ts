/**
 * A fault in a case's data or template that a person must look at. It never leaves the engine: `drain` turns it into
 * an incident on the token that met it. The message is for those who run the platform and holds no personal data.
 */
export class CaseFault extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CaseFault';
    this.code = code;
  }
}
