import { and, eq } from 'drizzle-orm';
import { inScope, system } from '../../db/connection.ts';
import { unit } from '../../db/schema/index.ts';
import { BpmnError } from '../failures.ts';
import type { Job } from './job.ts';

/**
 * `look-up-unit` { unit: id }: gives the case `unitName`, `unitKind` and `unitParent`, so that a process can go another way for
 * a unit outside education. A unit that is not there is the error 'unknown-unit'.
 */
export const lookUpUnit = {
  type: 'look-up-unit',
  async run({ tenant, parameters }, { db }) {
    const id = String(parameters.unit ?? '');
    const [found] = await inScope(db, system(tenant), (tx) =>
      tx
        .select({ names: unit.names, kind: unit.kind, parent: unit.parent })
        .from(unit)
        .where(and(eq(unit.tenantId, tenant), eq(unit.id, id))),
    );
    if (!found) throw new BpmnError('unknown-unit', `Expected a unit of the county, but found '${id}'`);
    return { unitName: found.names.zh, unitKind: found.kind, unitParent: found.parent };
  },
} satisfies Job;
