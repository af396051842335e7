/**
 * Two spellings that a reader would call the same: full or half width, spaces, line breaks, punctuation and case are
 * dropped, but not the point in `1.5`. Only for comparing, never for showing.
 */
export function compare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<!\d)\.|\.(?!\d)|(?!\.)[\p{P}\p{Z}\p{C}★☆]/gu, '');
}

/** Control characters, zero-width characters and marks that turn the direction of writing; a tab or line break stays. */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|\p{Cs}/gu;

/** The text of a cell as we keep it: what cannot be seen is dropped, line breaks are one `\n`, ends are trimmed. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(unseen, '')
    .replace(/[^\S\n]+\n/g, '\n')
    .trim();
}

/** What a message may quote of a cell. */
export function quoted(text: string): string {
  const line = clean(text).replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
