import type { CaseRecord } from '../db/work-list.ts';
import { byId } from '../engine/table.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import type { Verb, VerbConfig } from '../engine/work/model.ts';
import type { Candidate } from '../engine/work/state.ts';
import { verbConfig } from '../engine/work/verb-config.ts';
import { checkAttachments } from './attachments.ts';
import { checkCandidates, postsAmong, reachFor, type ChoiceReach } from './candidates.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './policy.ts';
import type { CandidateChoice } from './resources/work.shapes.ts';
import type { RouteRequest } from './route.ts';
import { knownValues } from './task-view.ts';
import { refuseMissing, verbNames, type Given, type ReasonField } from './verb-words.ts';

/** What somebody asks for: of which case, which verb of the template, and from which task (of which step) it is done. */
interface Asked {
  /** The case, as far as it was read already. */
  of: CaseRecord | string;
  /** Absent: it needs no leave of a template. */
  verb?: Verb | undefined;
  task?: string | undefined;
  /** Of a task that is done already; of an open one the case knows it. */
  node?: string;
  choosing?: Choosing | undefined;
  reasonIn?: ReasonField | undefined;
}

/** Who is chosen with it, and where the body has them: `/people` of a list, `/to` of one. */
export interface Choosing {
  people: readonly CandidateChoice[];
  at: string;
  isList: boolean;
}

export interface Prepared {
  /** Undefined where the verb is not offered, which the case says. */
  config: VerbConfig | undefined;
  people: Candidate[];
}

type Asking = Pick<RouteRequest<unknown, undefined, object>, 'user' | 'language' | 'body' | 'scoped'>;

/**
 * What is checked before a verb is sent to its case: that all it needs has come, that files are the case's, and that who is
 * chosen may be. Whether it is offered, and to this person, is the case's to say.
 */
export async function prepareVerb(
  { user, language, body, scoped }: Asking,
  { keys }: Pick<Dependencies, 'keys'>,
  { of, verb, task, choosing, reasonIn, ...done }: Asked,
): Promise<Prepared> {
  const given: Given = body;
  const nobody: Prepared = { config: undefined, people: [] };
  if (verb === undefined && !choosing && !given.attachments?.length) return nobody;
  return scoped(async (tx) => {
    const caseId = typeof of === 'string' ? of : of.caseId;
    await checkAttachments(tx, keys, { caseId, given: given.attachments, language });
    if (verb === undefined && !choosing) return nobody;
    const file = await readCaseFile(tx, keys, of);
    const node = done.node ?? (task === undefined ? undefined : byId(file.state.tasks, task)?.node);
    const config = verb && verbConfig(file.model, file.state, { verb, node });
    if (verb && config) {
      const name = config.name ?? verbNames[verb];
      refuseMissing(config.needs, given, { name, language, ...(reasonIn && { reasonIn }) });
    }
    if (!choosing) return { config, people: [] };
    const { at, isList } = choosing;
    const reach = reachOf(file, user, { task, among: config?.among });
    const people = await checkCandidates(tx, choosing.people, { user, reach, at, isList, language });
    return { config, people };
  });
}

/** Among whom this person may choose for work in the case, as seen from a task or from the case as a whole. */
function reachOf(
  file: CaseFile,
  user: User,
  { task, among }: { task?: string | undefined; among?: VerbConfig['among'] | undefined },
): ChoiceReach {
  const variables = task === undefined ? variablesSeenBy(file.state, undefined) : knownValues(file, task);
  return reachFor(user, file.row, postsAmong(among, variables, file.state.at));
}
