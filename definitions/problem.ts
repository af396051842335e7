import type { Label } from '../engine/json.ts';
import type { SourceElement } from './source-element.ts';

/** One thing that is wrong with a template, at one element: what it is, and how to mend it. */
export interface Problem {
  /** Id of the element on the diagram; empty when the whole file is meant. */
  element: string;
  /** Its name on the diagram, as people know it. */
  name: string;
  /** Stable, for tests and for links to help; the texts may change. */
  code: string;
  message: Label;
  mend: Label;
  /** An error keeps the template from being published; a warning asks its author to look. */
  severity: 'error' | 'warning';
}

/** Chinese first, then English. */
type Texts = [zh: string, en: string];

export function errorAt(
  source: SourceElement | undefined,
  code: string,
  message: Texts,
  mend: Texts,
): Problem {
  return problemAt(source, { code, message, mend, severity: 'error' });
}

export function warningAt(
  source: SourceElement | undefined,
  code: string,
  message: Texts,
  mend: Texts,
): Problem {
  return problemAt(source, { code, message, mend, severity: 'warning' });
}

function problemAt(
  source: SourceElement | undefined,
  found: { code: string; message: Texts; mend: Texts; severity: Problem['severity'] },
): Problem {
  return {
    element: short(source?.id ?? '', 500),
    name: short(source?.name || source?.id || '', 200),
    code: found.code,
    message: { zh: short(found.message[0], 1000), en: short(found.message[1], 1000) },
    mend: { zh: found.mend[0], en: found.mend[1] },
    severity: found.severity,
  };
}

/** Texts quote the file, which can hold a name or an expression of any length. */
function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
