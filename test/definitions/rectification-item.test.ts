import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { runScenario } from '../../definitions/scenario.ts';
import type { UserTaskConfig } from '../../engine/model.ts';

const [rectification] = await shippedPackages();
const { model, scenarios, forms, xml } = rectification!;

describe('scenarios of the rectification item come out as written', () => {
  for (const [file, scenario] of Object.entries(scenarios)) {
    test(`${file}: ${scenario.name.en}`, () => {
      const { mismatches } = runScenario(model, nationalCalendar, scenario);
      expect(mismatches).toEqual([]);
    });
  }

  test('together they pass every node, and reach every end', () => {
    const visited = new Set(
      Object.values(scenarios).flatMap((scenario) =>
        runScenario(model, nationalCalendar, scenario).events.flatMap((event) =>
          event.kind === 'elementCompleted' || event.kind === 'elementStarted' ? event.node : [],
        ),
      ),
    );
    const missed = Object.keys(model.nodes).filter((id) => id !== model.process && !visited.has(id));
    expect(missed).toEqual([]);
  });
});

const tasks = Object.values(model.nodes).filter(({ type }) => type === 'userTask');
const config = (id: string) => model.nodes[id]!.config as unknown as UserTaskConfig;

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
  expect(deciding.map((id) => [id, config(id).excludedUnits])).toEqual(
    deciding.map((id) => [id, ['= responsibleUnit']]),
  );
});

test('every task has a deadline of its own with its basis, but for the work itself, which the item’s deadline limits', () => {
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
  const steps = model.nodes['rectify']!.deadlines![0]!.ladder!;
  expect(steps.map(({ key, after, colour }) => [key, after.amount, after.unit, colour])).toEqual([
    ['remind3', -3, 'workingDay', undefined],
    ['remind1', -1, 'workingDay', undefined],
    ['due', 0, 'workingDay', 'blue'],
    ['leader', 1, 'workingDay', 'yellow'],
    ['supervisor', 3, 'workingDay', 'red'],
  ]);
});

test('everything that people read is there in Chinese and in English', () => {
  const nodes = Object.values(model.nodes).filter(({ name }) => !name.en);
  expect(nodes.map(({ id }) => id)).toEqual([]);
  for (const { id } of tasks) {
    const { outcomes, instruction, form, stage } = config(id);
    expect(
      [id, outcomes.length > 0, outcomes.every(({ name }) => name.en), instruction?.en, form, stage].every(
        Boolean,
      ),
    ).toBe(true);
  }
  const labels = Object.values(forms).flatMap(({ title, layout }) => [
    title,
    ...layout.flatMap((section) => section.fields.map(({ label }) => label)),
  ]);
  expect(labels.filter(({ zh, en }) => !zh || !en)).toEqual([]);
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

test('every node and every flow is drawn', () => {
  const drawn = new Set([...xml.matchAll(/bpmnElement="([^"]+)"/g)].map(([, id]) => id));
  const expected = [...Object.keys(model.nodes), ...Object.keys(model.flows)];
  expect(expected.filter((id) => !drawn.has(id))).toEqual([]);
});

test('flows are drawn along straight lines, and no two shapes of a scope overlap', () => {
  for (const [edge] of xml.matchAll(/<bpmndi:BPMNEdge[\s\S]*?<\/bpmndi:BPMNEdge>/g)) {
    const points = [...edge.matchAll(/waypoint x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    }));
    const slanted = points
      .slice(1)
      .filter((point, index) => point.x !== points[index]!.x && point.y !== points[index]!.y);
    expect(slanted).toEqual([]);
  }
  const boxes = [
    ...xml.matchAll(
      /bpmnElement="([^"]+)"[^>]*>\s*<dc:Bounds x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
    ),
  ].map(([, id, x, y, width, height]) => ({
    id: id!,
    left: Number(x),
    top: Number(y),
    right: Number(x) + Number(width),
    bottom: Number(y) + Number(height),
  }));
  const overlapping = boxes.flatMap((a) =>
    boxes
      .filter((b) => a.id < b.id && model.nodes[a.id]?.parent === model.nodes[b.id]?.parent)
      .filter((b) => model.nodes[a.id]?.attachedTo !== b.id && model.nodes[b.id]?.attachedTo !== a.id)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.id} ${b.id}`),
  );
  expect(overlapping).toEqual([]);
});
