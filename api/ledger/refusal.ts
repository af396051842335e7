import { AppError, type ProblemCode } from '../../errors.ts';
import type { BothLanguages } from './item.ts';

export type RefusalReason =
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'too-many-sheets'
  | 'unpacks-too-large'
  | 'not-xlsx'
  | 'old-xls'
  | 'password'
  | 'macros'
  | 'damaged'
  | 'no-ledger'
  | 'too-slow';

const status: Record<RefusalReason, ProblemCode> = {
  'too-large': 'too-large',
  'too-many-rows': 'too-large',
  'too-many-columns': 'too-large',
  'too-many-sheets': 'too-large',
  'unpacks-too-large': 'too-large',
  'not-xlsx': 'unprocessable',
  'old-xls': 'unprocessable',
  password: 'unprocessable',
  macros: 'unprocessable',
  damaged: 'unprocessable',
  'no-ledger': 'unprocessable',
  'too-slow': 'unprocessable',
};

/** The file as a whole cannot be taken; `text` says why and what to do, in both languages. */
export class LedgerRefusal extends AppError {
  readonly reason: RefusalReason;
  readonly text: BothLanguages;

  constructor(reason: RefusalReason, text: BothLanguages, options: { cause?: unknown } = {}) {
    super(status[reason], `${text.zh} ${text.en}`, {
      details: [
        { at: 'file', message: text.zh },
        { at: 'file', message: text.en },
      ],
      cause: options.cause,
    });
    this.name = 'LedgerRefusal';
    this.reason = reason;
    this.text = text;
  }
}
