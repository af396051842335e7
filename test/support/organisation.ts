import type { Db } from '../../db/connection.ts';
import { inScope, system } from '../../db/connection.ts';
import { holding, person, post, tenant, unit } from '../../db/schema/index.ts';

const validFrom = '2026-01-01';

/**
 * A county small enough to keep in the head: a bureau, two schools; an officer (p1) and a principal (p2) at the one school,
 * an officer (p3) at the other, a director (p4) and an acceptance team (p5, reads English) at the bureau.
 */
export async function seedCounty(db: Db, id = 'qinghe'): Promise<void> {
  const tenantId = id;
  await inScope(db, system(id), async (tx) => {
    await tx.insert(tenant).values({ id, names: { zh: '清河县', en: 'Qinghe County' } });
    await tx.insert(unit).values([
      {
        tenantId,
        id: 'bureau',
        kind: 'bureau',
        names: { zh: '县教育局', en: 'Education Bureau' },
        validFrom,
      },
      { tenantId, id: 'school', kind: 'school', parent: 'bureau', names: { zh: '第一小学' }, validFrom },
      {
        tenantId,
        id: 'other-school',
        kind: 'school',
        parent: 'bureau',
        names: { zh: '第二小学' },
        validFrom,
      },
    ]);
    await tx.insert(post).values([
      { tenantId, key: 'officer', names: { zh: '安全办主任', en: 'Safety officer' }, validFrom },
      { tenantId, key: 'principal', names: { zh: '校长', en: 'Principal' }, validFrom },
      {
        tenantId,
        key: 'director',
        names: { zh: '局长', en: 'Director' },
        permissions: ['case.seeAll'],
        validFrom,
      },
      { tenantId, key: 'acceptance', names: { zh: '验收组', en: 'Acceptance team' }, validFrom },
    ]);
    await tx.insert(person).values([
      { tenantId, id: 'p1', name: '赵一', email: 'p1@school.example' },
      { tenantId, id: 'p2', name: '钱二', email: 'p2@school.example' },
      { tenantId, id: 'p3', name: '孙三', email: 'p3@other.example' },
      { tenantId, id: 'p4', name: '李四', email: 'p4@bureau.example' },
      { tenantId, id: 'p5', name: '周五', email: 'p5@bureau.example', language: 'en' as const },
    ]);
    const held = [
      ['p1', 'officer', 'school'],
      ['p2', 'principal', 'school'],
      ['p3', 'officer', 'other-school'],
      ['p4', 'director', 'bureau'],
      ['p5', 'acceptance', 'bureau'],
    ] as const;
    await tx
      .insert(holding)
      .values(
        held.map(([who, what, where]) => ({ tenantId, person: who, post: what, unit: where, validFrom })),
      );
  });
}
