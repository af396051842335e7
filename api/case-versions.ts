import type { Tx } from '../db/connection.ts';
import { keepNewest } from '../db/keep-newest.ts';
import { findVersion, type TemplateVersionRecord } from '../db/templates.ts';
import { AppError } from '../errors.ts';

/** Versions read last: what is published never changes. The key names the tenant, which has rows of its own. */
const recentVersions = new Map<string, TemplateVersionRecord>();
const mostVersions = 200;

/** The version a case runs on: always there, because versions are never deleted. */
export async function versionOfCase(tx: Tx, of: VersionOf): Promise<TemplateVersionRecord> {
  const known = keptVersion(of);
  if (known) return known;
  const version = await findVersion(tx, of.template, of.templateVersion);
  if (!version)
    throw new AppError('not-found', `Expected version ${of.templateVersion} of template ${of.template}`);
  keepNewest(recentVersions, [nameOf(of), version], mostVersions);
  return version;
}

/** What is in memory already, for callers that have no transaction open. */
export const keptVersion = (of: VersionOf): TemplateVersionRecord | undefined =>
  recentVersions.get(nameOf(of));

interface VersionOf {
  tenantId: string;
  template: string;
  templateVersion: number;
}
const nameOf = ({ tenantId, template, templateVersion }: VersionOf): string =>
  JSON.stringify([tenantId, template, templateVersion]);
