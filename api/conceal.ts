/**
 * Who reported is known to few (`confidentiality.reporter` of a template): every answer that tells of such a case passes
 * here on its way out, so that no view can forget it. Pure.
 */
import { reporterCalled as called, type SecretReporter } from '../db/secret-reporters.ts';
import type { Json, JsonObject } from '../engine/json.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id that stands in place of the reporter's. */
const noOne = 'reporter';

/** Ids of the cases that an answer tells of. */
export function casesIn(answer: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(answer)) for (const one of answer) casesIn(one, found);
  else if (isRecord(answer)) {
    const own = caseOf(answer);
    if (own !== undefined) found.add(own);
    for (const one of Object.values(answer)) casesIn(one, found);
  }
  return found;
}

/** The case that an object, or the path of a request, names. */
export function caseOf(of: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof of['caseId'] === 'string') return of['caseId'];
  return typeof of['taskKey'] === 'string' ? of['taskKey'].split(':')[0] : undefined;
}

/**
 * The answer without what tells who reported: their name and id, the post that goes with them, and the fields that say
 * so. `secrets` are those that the reader is not to know, by case; `within` is the case that the request was about.
 */
export function concealed(
  answer: Json,
  secrets: ReadonlyMap<string, SecretReporter>,
  { within, language }: { within: string | undefined; language: 'zh' | 'en' },
): Json {
  const walk = (value: Json, secret: SecretReporter | undefined, words: string): Json => {
    if (typeof value === 'string') return secret ? withoutName(value, secret, words) : value;
    if (Array.isArray(value))
      return value.filter((one) => !isSecretField(one, secret)).map((one) => walk(one, secret, words));
    if (!isRecord(value)) return value;
    const named = caseOf(value);
    const own = named === undefined ? secret : secrets.get(named);
    const isTheirs = own?.person != null && isOf(value, own.person.id);
    return Object.fromEntries(
      Object.entries(inBoth(value as JsonObject, own)).map(([key, part]) => {
        if (own?.fields.includes(key)) return [key, null];
        if (isTheirs && key in blank) return [key, blankOf(key, part)];
        // A text in both languages calls them in each.
        return [key, walk(part, own, key === 'zh' || key === 'en' ? called[key] : words)];
      }),
    );
  };
  return walk(answer, within === undefined ? undefined : secrets.get(within), called[language]);
}

/** A name stands for both languages where it is the same in both; what stands in its place is not. */
const inBoth = (value: JsonObject, secret: SecretReporter | undefined): JsonObject =>
  typeof value['zh'] === 'string' &&
  value['en'] === undefined &&
  secret?.person &&
  value['zh'].includes(secret.person.name)
    ? { ...value, en: value['zh'] }
    : value;

/** What says which post the reporter holds: in a small school it is a name. */
const blank: Record<string, Json> = {
  post: '',
  unit: '',
  posts: [],
  postName: { zh: '', en: '' },
  unitName: { zh: '', en: '' },
};

/** Where a post stands as an object of its own, it is absent instead. */
const blankOf = (key: string, part: Json): Json => (isRecord(part) && key === 'post' ? null : blank[key]!);

/** An actor or a handler who is the reporter: the person stands there by id or with their name. */
const isOf = ({ person }: Readonly<Record<string, unknown>>, id: string): boolean =>
  person === id || (isRecord(person) && person['person'] === id);

/** One of the fields that a line of the record lists, by its key. */
const isSecretField = (one: Json, secret: SecretReporter | undefined): boolean =>
  secret !== undefined && isRecord(one) && secret.fields.includes(String(one['key']));

/** The name, with the capacity in brackets that may follow it, and the id where it stands alone or as an address. */
function withoutName(text: string, { person }: SecretReporter, instead: string): string {
  if (person === null) return text;
  if (text === person.id) return noOne;
  return text
    .replaceAll(`${person.id}@`, `${noOne}@`)
    .split(person.name)
    .map((part, index) => (index === 0 ? part : instead + part.replace(/^(（[^（）]*）| \([^()]*\))/, '')))
    .join('');
}
