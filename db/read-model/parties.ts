/** The units of a case and what they are to it. Whichever is responsible may change; who was it stays known. */
import type { EngineEvent } from '../../engine/event.ts';
import type { JsonObject } from '../../engine/json.ts';

export interface Party {
  unit: string;
  role: string;
}

const responsible = 'responsible';
/** It was responsible, and another is now. */
export const formerly = 'formerlyResponsible';

export const responsibleOf = (parties: readonly Party[]): string | null =>
  parties.find(({ role }) => role === responsible)?.unit ?? null;

/** The parties after the event; the same array where it changes none. `owner`: the variable of the case that names who is responsible. */
export function partiesAfter(
  parties: readonly Party[],
  event: EngineEvent,
  { rootScope, owner }: { rootScope: string | undefined; owner: string | null },
): readonly Party[] {
  switch (event.kind) {
    case 'caseStarted':
      return event.case.units;
    case 'participantAdded':
      return [...parties, { unit: event.unit, role: event.role }];
    case 'variablesSet':
    case 'variablesRestored':
      return owner !== null && event.token === undefined && event.scope === rootScope
        ? ownedBy(parties, event.variables, owner)
        : parties;
    default:
      return parties;
  }
}

function ownedBy(parties: readonly Party[], variables: JsonObject, owner: string): readonly Party[] {
  const unit = variables[owner];
  const before = responsibleOf(parties);
  if (typeof unit !== 'string' || unit === '' || unit === before) return parties;
  const others = parties.filter(
    ({ role, unit: one }) => role !== responsible && !(role === formerly && one === unit),
  );
  return [
    { unit, role: responsible },
    ...others,
    ...(before === null || isFormer(others, before) ? [] : [{ unit: before, role: formerly }]),
  ];
}

const isFormer = (parties: readonly Party[], unit: string) =>
  parties.some((party) => party.role === formerly && party.unit === unit);
