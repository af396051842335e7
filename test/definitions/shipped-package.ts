import { describe, expect, test } from 'vitest';
import { effectiveForm, writableFields } from '../../definitions/form.ts';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { shippedPackages } from '../../definitions/index.ts';
import type { TemplatePackage } from '../../definitions/packages.ts';
import { runScenario } from '../../definitions/scenario.ts';
import type { LadderStep, UserTaskConfig } from '../../engine/model.ts';

const packages = await shippedPackages();

/** A package that ships, by its key. */
export function shippedPackage(key: string): TemplatePackage {
  const found = packages.find(({ settings }) => settings.key === key);
  if (!found) throw new Error(`Expected the package ${key} to ship, but it does not`);
  return found;
}

/** The settings of a user task of the package. */
export const taskOf = ({ model }: TemplatePackage, id: string) =>
  model.nodes[id]!.config as unknown as UserTaskConfig;

/** Every deadline of the package by its key: of steps and of the case. */
export function deadlinesOf({ model }: TemplatePackage) {
  const all = [...Object.values(model.nodes).flatMap(deadlinesOfNode), ...(model.caseDeadlines ?? [])];
  return Object.fromEntries(all.map((deadline) => [deadline.key, deadline]));
}

const deadlinesOfNode = (node: TemplatePackage['model']['nodes'][string]) => node.deadlines ?? [];

/** How a ladder climbs: key, when, colour. */
export const climb = (ladder: LadderStep[] = []) =>
  ladder.map(({ key, after, colour }) => [key, after.amount, after.unit, colour ?? null]);

/** What every package owes to those who work with it. */
export function describePackage(shipped: TemplatePackage): void {
  const { settings, model, scenarios, forms, xml } = shipped;
  const tasks = Object.values(model.nodes).filter(({ type }) => type === 'userTask');

  describe(`scenarios of ${settings.key} come out as written`, () => {
    const runs = Object.entries(scenarios).map(([file, scenario]) => ({
      file,
      scenario,
      ...runScenario(model, nationalCalendar, scenario),
    }));
    for (const { file, scenario, mismatches } of runs) {
      test(`${file}: ${scenario.name.en}`, () => expect(mismatches).toEqual([]));
    }

    test('together they pass every node, and reach every end', () => {
      const visited = new Set(
        runs.flatMap(({ events }) =>
          events.flatMap((event) =>
            event.kind === 'elementCompleted' || event.kind === 'elementStarted' ? event.node : [],
          ),
        ),
      );
      const nodes = Object.keys(model.nodes).filter((id) => id !== model.process);
      expect(nodes.filter((id) => !visited.has(id))).toEqual([]);
    });
  });

  test('a field in which a school is chosen offers schools alone', () => {
    const chosen = Object.values(forms).flatMap(({ key, schema, layout }) =>
      layout
        .flatMap(({ fields }) => fields)
        .filter(({ field, readOnly }) => field === 'schoolUnit' && !readOnly)
        .map(({ field }) => [key, schema.properties[field]!['x-unit-kinds']]),
    );
    expect(chosen).toEqual(chosen.map(([key]) => [key, ['school']]));
  });

  test('it is checked without a warning', () => expect(shipped.warnings).toEqual([]));

  test('every deadline says on what basis it stands', () => {
    const rules = Object.values(deadlinesOf(shipped)).flatMap(({ key, rule }) =>
      rule ? [[key, rule.basis]] : [],
    );
    expect(rules.filter(([, basis]) => basis === '')).toEqual([]);
  });

  test('everything that people read is there in Chinese and in English', () => {
    const nameless = Object.values(model.nodes).filter(({ name }) => !name.en);
    expect(nameless.map(({ id }) => id)).toEqual([]);
    const halfSaid = tasks.filter(({ id }) => {
      const { outcomes, instruction, form, stage } = taskOf(shipped, id);
      return (
        outcomes.length === 0 || outcomes.some(({ name }) => !name.en) || !instruction?.en || !form || !stage
      );
    });
    expect(halfSaid.map(({ id }) => id)).toEqual([]);
    const labels = Object.values(forms).flatMap(({ title, layout }) => [
      title,
      ...layout.flatMap((section) =>
        section.fields.flatMap(({ label, options = [] }) => [label, ...options.map(({ name }) => name)]),
      ),
    ]);
    expect(labels.filter(({ zh, en }) => !zh || !en)).toEqual([]);
  });

  test('every node and every flow is drawn, along straight lines, and no two shapes of a scope overlap', () => {
    const drawn = new Set([...xml.matchAll(/bpmnElement="([^"]+)"/g)].map(([, id]) => id));
    const expected = [...Object.keys(model.nodes), ...Object.keys(model.flows)];
    expect(expected.filter((id) => !drawn.has(id))).toEqual([]);
    expect(slantedEdges(xml)).toEqual([]);
    expect(overlaps(shipped)).toEqual([]);
  });
}

/** The engine does not know what a form demands of all its answers; its page does. */
export function describeAnswers(shipped: TemplatePackage): void {
  const { scenarios, forms } = shipped;
  test('every answer of a scenario can be given on its page: it sends what the form of the step demands', () => {
    const lacking = Object.entries(scenarios).flatMap(([file, { steps }]) =>
      steps.flatMap((step) => {
        if (!('complete' in step) || step.refused !== undefined) return [];
        const { form: key, fields } = taskOf(shipped, step.complete);
        const form = effectiveForm(forms[key!]!, fields);
        const demanded = (form.schema.required ?? []).filter((name) => writableFields(form).includes(name));
        const missing = demanded.filter((name) => step.variables?.[name] === undefined);
        return missing.length > 0
          ? [`${file}: ${step.complete} ${String(step.outcome)}: ${missing.join(', ')}`]
          : [];
      }),
    );
    expect(lacking).toEqual([]);
  });
}

function slantedEdges(xml: string): string[] {
  return [...xml.matchAll(/<bpmndi:BPMNEdge id="([^"]+)"[\s\S]*?<\/bpmndi:BPMNEdge>/g)].flatMap(
    ([edge, id]) => {
      const points = [...edge.matchAll(/waypoint x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => [x, y]);
      const slanted = points
        .slice(1)
        .some(([x, y], index) => x !== points[index]![0] && y !== points[index]![1]);
      return slanted ? [id!] : [];
    },
  );
}

function overlaps({ xml, model }: TemplatePackage): string[] {
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
  return boxes.flatMap((a) =>
    boxes
      .filter((b) => a.id < b.id && model.nodes[a.id]?.parent === model.nodes[b.id]?.parent)
      .filter((b) => model.nodes[a.id]?.attachedTo !== b.id && model.nodes[b.id]?.attachedTo !== a.id)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.id} ${b.id}`),
  );
}
