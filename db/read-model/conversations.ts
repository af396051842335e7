/** Copies, and questions until they are answered. What was written stays in the journal. */
import { statement, type Statement } from '../statement.ts';
import type { Candidate } from '../../engine/work/state.ts';
import { personOf, type Fold } from './fold.ts';

const placeOf = ({ person, post, unit }: Candidate) => ({ person: person ?? null, post, unit });

export const conversations = {
  tables: ['copy', 'question'],
  statements(events, { tenant, caseId }) {
    const copied = [];
    const read = [];
    const asked = [];
    const answered = [];
    const handedOn = [];
    for (const event of events) {
      if (event.kind === 'copied') {
        const { id, to, by, readAt } = event.copy;
        const row = {
          copy: id,
          node: event.node ?? null,
          copied_by: by,
          at: event.at,
          read_at: readAt ?? null,
        };
        copied.push({ ...row, ...placeOf(to) });
      } else if (event.kind === 'copyRead') read.push({ copy: event.copy, at: event.at });
      else if (event.kind === 'asked') {
        const { id, task = null, by, to } = event.question;
        asked.push({
          question: id,
          task,
          node: event.node ?? null,
          asked_by: by,
          at: event.at,
          ...placeOf(to),
        });
      } else if (event.kind === 'answered') {
        answered.push({ question: event.question, at: event.at, by: personOf(event) });
      } else if (event.kind === 'questionHandedOn')
        handedOn.push({ question: event.question, ...placeOf(event.to) });
    }
    const statements: Statement[] = [];
    if (copied.length > 0) {
      statements.push(statement`
        insert into copy (tenant_id, case_id, copy, person, post, unit, node, copied_by, copied_at, read_at)
        select ${tenant}, ${caseId}::uuid, copy, person, post, unit, node, copied_by, at, read_at
        from json_to_recordset(${JSON.stringify(copied)}::json) as given (copy text, person text, post text, unit text, node text,
          copied_by text, at timestamptz, read_at timestamptz)`);
    }
    if (read.length > 0) {
      statements.push(statement`
        update copy set read_at = coalesce(copy.read_at, given.at)
        from json_to_recordset(${JSON.stringify(read)}::json) as given (copy text, at timestamptz)
        where copy.case_id = ${caseId}::uuid and copy.copy = given.copy`);
    }
    if (asked.length > 0) {
      statements.push(statement`
        insert into question (tenant_id, case_id, question, task, person, post, unit, node, asked_by, asked_at)
        select ${tenant}, ${caseId}::uuid, question, task, person, post, unit, node, asked_by, at
        from json_to_recordset(${JSON.stringify(asked)}::json) as given (question text, task text, person text, post text,
          unit text, node text, asked_by text, at timestamptz)`);
    }
    if (handedOn.length > 0) {
      // Of several in one commit the last counts.
      const last = [...new Map(handedOn.map((each) => [each.question, each])).values()];
      statements.push(statement`
        update question set person = given.person, post = given.post, unit = given.unit
        from json_to_recordset(${JSON.stringify(last)}::json) as given (question text, person text, post text, unit text)
        where question.case_id = ${caseId}::uuid and question.question = given.question`);
    }
    if (answered.length > 0) {
      statements.push(statement`
        update question set answered_at = given.at, answered_by = given.by
        from json_to_recordset(${JSON.stringify(answered)}::json) as given (question text, at timestamptz, by text)
        where question.case_id = ${caseId}::uuid and question.question = given.question`);
    }
    return statements;
  },
} satisfies Fold;
