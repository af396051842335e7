import { findCase } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { byId } from '../engine/table.ts';
import { callerPrefix } from '../engine/trail/return.ts';
import { visitsBefore } from '../engine/trail/visits.ts';
import { verbConfig } from '../engine/work/verb-config.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import { personNameOrNull, readPeople } from './names.ts';
import type { VisitChoice } from './resources/work.shapes.ts';

/**
 * Steps of the calling case to which one of the called case can be returned, the newest first: those that were done before the
 * call. None where nobody calls it, where its call is over, and for a person who does not see the calling case: its steps are
 * its own matter. The called case ends by it, so that the caller can only walk forward again. `step`: the node of the called case that would be
 * returned; none where its return does not offer the caller.
 */
export async function callerVisits(
  tx: Tx,
  keys: Keys,
  called: Pick<CaseFile, 'model' | 'state'>,
  step: string,
): Promise<VisitChoice[]> {
  const offered = verbConfig(called.model, called.state, { verb: 'return', node: step });
  if (!offered || !(offered.to?.includes('caller') ?? true)) return [];
  const { parent } = called.state;
  const row = parent && (await findCase(tx, parent.caseId));
  if (!parent || !row) return [];
  const { model, state } = await readCaseFile(tx, keys, row);
  const call = byId(state.calls, parent.call);
  if (!call) return [];
  const visits = visitsBefore(model, state, call);
  const people = await readPeople(
    tx,
    visits.map(({ person }) => person),
  );
  return visits.map(({ visit, node, at, person }) => {
    const name = model.nodes[node]?.name ?? { zh: node };
    return {
      visit: `${callerPrefix}${visit}`,
      node,
      name: {
        zh: `上级事项的“${name.zh}”`,
        en: `“${name.en ?? name.zh}” of the case that called this one`,
      },
      by: personNameOrNull(people, person),
      at,
      resume: ['forward'],
    };
  });
}
