import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { byId } from '../engine/table.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import type { Verb, VerbConfig } from '../engine/work/model.ts';
import type { Candidate } from '../engine/work/state.ts';
import { verbConfig } from '../engine/work/verb-config.ts';
import { checkAttachments } from './attachments.ts';
import { checkCandidates, postsAmong, reachFor, type ChoiceReach } from './candidates.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import type { User } from './policy.ts';
import type { Language } from './resources/session.shapes.ts';
import type { CandidateChoice } from './resources/work.shapes.ts';
import { knownValues } from './task-view.ts';
import { refuseMissing, verbNames, type Given } from './verb-words.ts';

/** Somebody asks for a verb of the template: what came with it, and from which task (of which step) it is done. */
interface VerbRequest {
  user: User;
  language: Language;
  body: Given;
  caseId: string;
  verb: Verb;
  task?: string | undefined;
  /** Of a task that is done already; of an open one the case knows it. */
  node?: string;
  choosing?: Choosing | undefined;
}

/** Who is chosen with it, and where the body has them: `/people` of a list, `/to` of one. */
export interface Choosing {
  people: readonly CandidateChoice[];
  at: string;
  isList: boolean;
}

export interface Prepared {
  file: CaseFile;
  /** Undefined where the verb is not offered, which the case says. */
  config: VerbConfig | undefined;
  people: Candidate[];
}

/**
 * What is checked before a verb is sent to its case: that all it needs has come, and that who is chosen may be. Whether it
 * is offered, and to this person, is the case's to say.
 */
export async function prepareVerb(tx: Tx, keys: Keys, request: VerbRequest): Promise<Prepared> {
  const { user, language, body, caseId, verb, task, choosing } = request;
  const file = await readCaseFile(tx, keys, caseId);
  await checkAttachments(tx, keys, { caseId, given: body.attachments, language });
  const node = request.node ?? (task === undefined ? undefined : byId(file.state.tasks, task)?.node);
  const config = verbConfig(file.model, file.state, { verb, node });
  refuseMissing(config?.needs ?? [], body, { name: config?.name ?? verbNames[verb], language });
  if (!choosing) return { file, config, people: [] };
  const reach = reachOf(file, user, { task, among: config?.among });
  const { people, at, isList } = choosing;
  return { file, config, people: await checkCandidates(tx, people, { user, reach, at, isList, language }) };
}

/** Among whom this person may choose for work in the case, as seen from a task or from the case as a whole. */
export function reachOf(
  file: CaseFile,
  user: User,
  { task, among }: { task?: string | undefined; among?: VerbConfig['among'] | undefined },
): ChoiceReach {
  const variables = task === undefined ? variablesSeenBy(file.state, undefined) : knownValues(file, task);
  return reachFor(user, file.row, postsAmong(among, variables, file.state.at));
}
