/** Asks the organisation for people, on the case's day; where one is to be drawn by lot, draws. The answer is recorded, the lot too. */
import { randomInt } from 'node:crypto';
import { inScope, system, type Db } from '../db/connection.ts';
import { answerAsk } from '../db/directory.ts';
import { dateOf } from '../engine/time/instant.ts';
import type { PeopleAnswer, PeopleAsk } from '../engine/work/state.ts';

/** As `PeopleRequest` of workflows/contract.ts. */
export interface PeopleRequest {
  tenant: string;
  at: string;
  asks: PeopleAsk[];
  pick?: 'random';
}

export async function findPeople(
  { tenant, at, asks, pick }: PeopleRequest,
  { db }: { db: Db },
): Promise<PeopleAnswer[]> {
  const date = dateOf(at);
  const answers = await inScope(db, system(tenant), async (tx) => {
    const found: PeopleAnswer[] = [];
    for (const ask of asks) found.push(await answerAsk(tx, ask, date));
    return found;
  });
  return pick === 'random' ? answers.map(oneByLot) : answers;
}

const oneByLot = (people: PeopleAnswer): PeopleAnswer =>
  people.length < 2 ? people : [people[randomInt(people.length)]!];
