/** The texts of mails: the template's own where it has them and they may be used, else ours. */
import { readFileSync } from 'node:fs';
import type { NotificationKind } from '../db/schema/index.ts';
import { problemsOfMail, renderMail, type MailPart, type MailValues } from './channels/mail-template.ts';
import type { Language } from './mail-words.ts';
import { isShort } from './notice-words.ts';

export type MailKind = NotificationKind;

const parts: readonly MailPart[] = ['subject', 'text', 'html'];

/** `own`: the template version's, `<kind>.<language>.<part>` → source. `refused` names those of them that were not used. */
export function writeMail(
  at: { kind: MailKind; language: Language },
  own: Record<string, string>,
  values: MailValues,
): { subject: string; text: string; html: string; refused: string[] } {
  const refused: string[] = [];
  const [subject = '', text = '', html = ''] = parts.map((part) => {
    const name = `${at.kind}.${at.language}.${part}`;
    const source = own[name];
    if (source !== undefined) {
      if (problemsOfMail(source).length === 0) return renderMail(part, source, values);
      refused.push(name);
    }
    return renderMail(part, ourText(at.kind, at.language, part), values);
  });
  return { subject: subject.trim(), text, html, refused };
}

const kept = new Map<string, string>();

function ourText(kind: MailKind, language: Language, part: MailPart): string {
  const file = `./channels/mails/${language}/${isShort(kind) ? 'notice' : kind}.${part}.hbs`;
  const source = kept.get(file) ?? readFileSync(new URL(file, import.meta.url), 'utf8');
  kept.set(file, source);
  return source;
}
