import { findLink } from '../db/links.ts';
import { clockOffset } from '../db/clock.ts';
import { inScope, system, type Tx } from '../db/connection.ts';
import { isValid, linkConfigOf, taskOfLink } from '../engine/link/serving.ts';
import type { OneTimeLink } from '../engine/link/state.ts';
import { addMilliseconds } from '../engine/time/index.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import { AppError } from '../errors.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import { versionOfCase } from './case-versions.ts';
import type { Dependencies } from './dependencies.ts';
import { nameOf, textOf, wordingOf } from './facts.ts';
import { actsOf, formOverLink, linkName, outcomesOverLink } from './link-steps.ts';
import { readNames, unitName, type Names } from './names.ts';
import type { LinkPage } from './resources/one-time-links.shapes.ts';
import { hashToken } from './sessions.ts';
import { settingsOf } from './template-settings.ts';

/** A link that can be used now, with its case. */
export interface OpenedLink {
  tenant: string;
  link: OneTimeLink;
  file: CaseFile;
  version: Awaited<ReturnType<typeof versionOfCase>>;
  names: Names;
  /** The case's now (ISO). */
  at: string;
}

/**
 * The link that a token opens. What was never made, is over or was revoked is answered alike, in the same words: who tries
 * learns nothing. The machine reads the case; what is shown of it, `linkPage` decides.
 */
export async function openLink(
  { db, keys, now }: Pick<Dependencies, 'db' | 'keys' | 'now'>,
  token: string,
): Promise<OpenedLink> {
  const found = /^[\w-]{43}$/.test(token) ? await findLink(db, hashToken(token)) : undefined;
  if (!found) throw noSuchLink();
  const { tenant } = found;
  const opened = await inScope(db, system(tenant), async (tx) => {
    const [file, names, offset] = await Promise.all([
      readCaseFile(tx, keys, found.caseId),
      readNames(tx),
      clockOffset(tx),
    ]);
    const at = addMilliseconds(now().toISOString(), offset ?? 0);
    return { file, names, at, version: await versionOf(tx, file) };
  });
  const link = opened.file.state.links?.find(({ id }) => id === found.link);
  if (!link || !isValid(link, opened.at)) throw noSuchLink();
  return { tenant, link, ...opened };
}

const versionOf = (tx: Tx, { row }: CaseFile) => versionOfCase(tx, row);

export const noSuchLink = (): AppError =>
  new AppError('not-found', 'Expected a one-time link that is valid, but it is none', {
    texts: {
      zh: '链接无效、已过期或已作废。请按来函上的联系方式，向交办单位索取新的链接。',
      en: 'This link is not valid, has expired or was revoked. Please ask the issuing unit for a new one, by the contact in its letter.',
    },
  });

/** What the recipient of the paper would see on its cover, and the step that is theirs to do; nothing else of the case. */
export function linkPage({ link, file, version, names, at }: OpenedLink): LinkPage {
  const { model, state, row } = file;
  const task = state.status === 'active' ? taskOfLink({ model, state, at }, link) : undefined;
  const stops = state.work?.suspended !== undefined || task?.waits !== undefined || task?.delegatedBy;
  const wording = wordingOf(version.forms, names);
  const node = task?.node ?? link.node;
  const known = variablesSeenBy(state, task?.token);
  const shows = linkConfigOf(model, node)?.shows ?? [];
  return {
    number: row.number,
    title: settingsOf(version.settings).confidentiality.level === 'strict' ? null : row.title,
    unit: unitName(names, link.unit),
    facts: shows.flatMap((key) => {
      const value = known[key];
      if (value === undefined || value === null || value === '') return [];
      return [{ key, name: nameOf(key, wording), text: textOf(key, value, wording) }];
    }),
    expiresAt: link.expiresAt,
    done: actsOf(file, link),
    step:
      task && !stops
        ? {
            task: task.id,
            name: linkName(model, node),
            form: formOverLink(version.forms, { model, node }),
            outcomes: outcomesOverLink(model, node),
          }
        : null,
    whyNot: state.status !== 'active' ? 'ended' : !task ? 'nothing' : stops ? 'waits' : null,
  };
}
