import { expect, test } from 'vitest';
import { climb, describeAnswers, describePackage, shippedPackage, taskOf } from './shipped-package.ts';

const rectification = shippedPackage('rectification-item');
const { model } = rectification;
describePackage(rectification);
describeAnswers(rectification);

test('whoever reviews, checks, accepts, approves or looks back is never of the responsible unit', () => {
  const deciding = [
    'reviewObjection',
    'planReview',
    'stageReview',
    'officeCheck',
    'acceptance',
    'approve',
    'officeApproves',
    'lookBack',
  ];
  expect(deciding.map((id) => [id, taskOf(rectification, id).excludedUnits])).toEqual(
    deciding.map((id) => [id, ['= responsibleUnit']]),
  );
});

test('an answer asks for what it needs: a refusal for its reason, not for what only an agreement has', () => {
  const asked = Object.values(model.nodes).flatMap((node) =>
    node.type === 'userTask'
      ? taskOf(rectification, node.id).outcomes.flatMap(({ key, requires }) =>
          requires ? [[`${node.id} ${key}`, requires]] : [],
        )
      : [],
  );
  expect(Object.fromEntries(asked)).toEqual({
    'classify assign': ['rectificationClass', 'responsibleUnit'],
    'classify coordinate': ['rectificationClass'],
    'coordinate assignLead': ['responsibleUnit', 'coordinationOpinion'],
    'carryOut done': ['completedDate'],
    'requestWriteOff apply': ['writeOffReason'],
    'acceptance pass': ['acceptanceResult'],
    'stageReview continue': ['nextReviewDate'],
    'officeApproves agree': ['newDueDate'],
  });
  const always = Object.fromEntries(
    Object.values(rectification.forms).map(({ key, schema }) => [key, schema.required ?? []]),
  );
  expect(always).toMatchObject({
    ...{ classify: [], coordination: [], 'write-off': [], 'office-check': [], 'ongoing-decision': [] },
    'carry-out': ['result'],
    acceptance: ['acceptanceDate', 'acceptanceTeam'],
    'stage-review': ['stageFindings'],
  });
});

test('who decides on making an item ongoing reads what was asked for and until when it is due; who signs, what the coordinator said', () => {
  const shown = (id: string) =>
    rectification.forms[taskOf(rectification, id).form!]!.layout.flatMap(({ fields }) => fields).flatMap(
      ({ field, readOnly }) => (readOnly ? [field] : []),
    );
  const asked = ['dueDate', 'ongoingReason', 'stageGoal', 'expectedFinish'];
  expect(shown('leaderApproves')).toEqual(expect.arrayContaining([...asked, 'newDueDate']));
  expect(shown('officeApproves')).toEqual(expect.arrayContaining(asked));
  expect(shown('sign')).toEqual(expect.arrayContaining(['coordinationOpinion', 'assistUnits']));
});

/** A deadline of the case itself. */
const ofCase = (key: string) => model.caseDeadlines!.find((deadline) => deadline.key === key)!;

test('every task has a deadline of its own with its basis, but for the work itself, which the item’s deadline limits', () => {
  const tasks = Object.values(model.nodes).filter(({ type }) => type === 'userTask');
  expect(tasks.filter(({ deadlines }) => !deadlines?.[0]?.rule?.basis).map(({ id }) => id)).toEqual([
    'carryOut',
  ]);
  expect(ofCase('item')).toMatchObject({ date: '= dueDate', rule: { amount: 3, unit: 'month' } });
});

test('the term is the responsible unit’s: it ends with the request for the write-off, and what is returned has another', () => {
  expect(ofCase('item')).toMatchObject({
    from: { node: 'rectify', on: 'started' },
    until: ['writeOffRequested', 'objectionUpheld'],
  });
  expect(ofCase('supplement')).toMatchObject({
    from: { node: 'supplement', on: 'completed' },
    until: ['writeOffRequested'],
    rule: { amount: 15, unit: 'calendarDay' },
  });
});

test('the ladder of the item: reminders at three and one working days, then from the responsible person to the bureau, the talk and the circular', () => {
  expect(climb(ofCase('item').ladder)).toEqual([
    ['remind3', -3, 'workingDay', null],
    ['remind1', -1, 'workingDay', null],
    ['due', 0, 'workingDay', 'blue'],
    ['leader', 1, 'workingDay', 'yellow'],
    ['supervisor', 3, 'workingDay', 'red'],
    ['order', 3, 'workingDay', 'red'],
    ['talk', 5, 'workingDay', 'red'],
    ['talkTold', 5, 'workingDay', 'red'],
    ['circular', 10, 'workingDay', 'red'],
    ['director', 10, 'workingDay', 'red'],
  ]);
});

test('what waits for a time says in which stage the item is meanwhile', () => {
  const stages = Object.values(model.nodes).flatMap(({ id, type, config }) =>
    type === 'intermediateCatchEvent' ? [[id, (config as { stage?: string }).stage]] : [],
  );
  expect(Object.fromEntries(stages)).toMatchObject({
    publicNotice: 'publicNotice',
    waitReview: 'inProgress',
    waitLookBack: 'archived',
  });
});
