import { expect, test } from 'vitest';
import { climb, describePackage, shippedPackage, taskOf } from './shipped-package.ts';

const rectification = shippedPackage('rectification-item');
const { model } = rectification;
describePackage(rectification);

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

test('every task has a deadline of its own with its basis, but for the work itself, which the item’s deadline limits', () => {
  const tasks = Object.values(model.nodes).filter(({ type }) => type === 'userTask');
  expect(tasks.filter(({ deadlines }) => !deadlines?.[0]?.rule?.basis).map(({ id }) => id)).toEqual([
    'carryOut',
  ]);
  expect(model.nodes['rectify']!.deadlines?.[0]).toMatchObject({
    key: 'item',
    date: '= dueDate',
    rule: { amount: 3, unit: 'month' },
  });
});

test('the ladder of the item: reminders at three and one working days, then three steps from the responsible person to the bureau', () => {
  expect(climb(model.nodes['rectify']!.deadlines![0]!.ladder)).toEqual([
    ['remind3', -3, 'workingDay', null],
    ['remind1', -1, 'workingDay', null],
    ['due', 0, 'workingDay', 'blue'],
    ['leader', 1, 'workingDay', 'yellow'],
    ['supervisor', 3, 'workingDay', 'red'],
  ]);
});

test('what waits for a time says in which stage the item is meanwhile', () => {
  const stages = Object.values(model.nodes).flatMap(({ id, type, config }) =>
    type === 'intermediateCatchEvent' ? [[id, (config as { stage?: string }).stage]] : [],
  );
  expect(Object.fromEntries(stages)).toMatchObject({
    publicNotice: 'publicNotice',
    waitLookBack: 'archived',
  });
});
