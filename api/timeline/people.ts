/** Whom the events of a case name. */
import type { EngineEvent } from '../../engine/event.ts';
import type { Candidate } from '../../engine/work/state.ts';
import { joined } from '../facts.ts';
import { personName, postName } from '../names.ts';
import type { Label } from '../resources/label.shapes.ts';
import type { TimelineContext } from './line-context.ts';
import type { Seen } from './seen.ts';

/** Ids of all people that a case's events name: to read their names in one go. */
export function peopleIn(events: readonly EngineEvent[]): string[] {
  const ids = new Set<string>();
  const named = (candidates: readonly Candidate[] = []) => {
    for (const { person } of candidates) if (person !== undefined) ids.add(person);
  };
  for (const event of events) {
    named(givenTo(event));
    if (event.kind === 'deadlineStepReached') named(event.tell);
    if (event.kind === 'taskCreated' || event.kind === 'taskChanged' || event.kind === 'taskReopened') {
      const { candidates, owner, addedBy, returned, delegatedBy = [] } = event.task;
      named(candidates);
      named(owner);
      for (const id of [addedBy, returned?.by, ...delegatedBy.map(({ by }) => by)])
        if (id !== undefined) ids.add(id);
      for (const { from } of delegatedBy) named(from);
    }
    if (event.kind === 'signed') {
      for (const id of [event.decision.by, event.decision.for]) if (id !== undefined) ids.add(id);
    }
    if (event.actor?.kind === 'person') {
      ids.add(event.actor.person);
      if (event.actor.for !== undefined) ids.add(event.actor.for);
    }
    if (event.kind === 'taskClaimed') ids.add(event.person);
    if (event.kind === 'heirNamed' || event.kind === 'heirAsked' || event.kind === 'questionHandedOn')
      ids.add(event.from);
  }
  return [...ids];
}

/** To whom something was given, sent or copied; who decides together, or must draw up a document. */
export function givenTo(event: EngineEvent, seen?: Seen): Candidate[] {
  switch (event.kind) {
    case 'signerRemoved':
    case 'roundMemberRemoved':
      return seen?.tasks.get(event.task)?.candidates ?? [];
    case 'taskChanged':
      return event.verb === 'signersDone' ? event.task.candidates : (event.to ?? []);
    case 'ladderActed':
      return event.to ?? [];
    case 'peopleReplaced':
      return event.people;
    case 'peopleFound':
      return event.answers.flat();
    case 'peopleChosen':
      return Object.values(event.choices).flat();
    case 'roundOpened':
      return event.round.members.map(({ candidate }) => candidate);
    case 'roundMemberAdded':
      return [event.candidate];
    case 'chosenReplaced':
    case 'heirAsked':
    case 'questionHandedOn':
      return [event.to];
    case 'heirNamed':
      return [{ post: '', unit: '', person: event.person }];
    case 'copied':
      return [event.copy.to];
    case 'commented':
      return event.mentions ?? [];
    case 'asked':
      return [event.question.to];
    case 'documentDue':
      return event.by;
    default:
      return [];
  }
}

/** Posts at units as people say them; one person by name, with the capacity where there is one. */
export const namesOf = (candidates: Candidate[], { wording, people }: TimelineContext): Label =>
  joined(
    candidates.map(({ person, ...post }) => {
      const { postName: held, unitName } = postName(wording.names, post);
      const zh = `${unitName.zh}${held.zh}`;
      const en = `${held.en ?? held.zh} of ${unitName.en ?? unitName.zh}`;
      if (person === undefined) return { zh, en };
      const { name } = personName(people, person);
      return post.post === '' ? { zh: name, en: name } : { zh: `${name}（${zh}）`, en: `${name} (${en})` };
    }),
  );
