import { seatName } from '../db/connection.ts';
import type {
  DeadlineConfig,
  Node,
  PostAtUnitExpression,
  ProcessModel,
  UserTaskConfig,
} from '../engine/model.ts';
import type { DeadlineRule } from '../engine/time/deadline.ts';
import { addedWork } from './added-work.ts';
import type { CaseFile } from './case-file.ts';
import { completions, lateNodes, opensAt, type DrawingContext } from './diagram.ts';
import { handler, personName, type Names, type People } from './names.ts';
import type { AddedWork, Step } from './resources/diagram.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import { stageName, stageOrder } from './stages.ts';
import type { TemplateSettings } from './template-settings.ts';

interface StepContext extends DrawingContext {
  settings: TemplateSettings;
}

/** The same as a table, in the order in which the flows lead, for those who do not see the diagram. */
export function stepsOf(file: CaseFile, context: StepContext): Step[] {
  const done = completions(file.events);
  const late = lateNodes(context);
  const added = addedWork(file, { ...context, late });
  const listed = inFlowOrder(file.model);
  const names = new Map([
    ...listed.map(({ node }) => [node.id, node.name] as const),
    ...added.map(({ node, name }) => [node, name] as const),
  ]);
  const under = (from: string, depth: number): Step[] =>
    added
      .filter((one) => one.from === from)
      .flatMap((one) => [addedStep(one, depth), ...under(one.node, depth + 1)]);
  const addedStep = (one: AddedWork, depth: number): Step => {
    const from = one.from === null ? null : (names.get(one.from) ?? null);
    return { ...rowOfAdded(file, one, context), depth, added: { kind: one.kind, from, by: one.addedBy } };
  };
  const ofDiagram = listed.flatMap(({ node, depth }) => [rowOf(node, depth), ...under(node.id, depth + 1)]);
  // What was added before the record said from where stands at the end.
  const placed = new Set(ofDiagram.map(({ node }) => node));
  const others = added.filter(({ node, from }) => from === null && !placed.has(node));
  return [...ofDiagram, ...others.flatMap((one) => [addedStep(one, 1), ...under(one.node, 2)])];

  function rowOf(node: Node, depth: number): Step {
    const ended = file.events.findLast(
      (event) => event.kind === 'elementCompleted' && event.node === node.id,
    );
    const by = file.events.findLast(
      (event) => event.kind === 'taskCompleted' && event.node === node.id,
    )?.actor;
    const config = (node.type === 'userTask' ? node.config : {}) as Partial<UserTaskConfig>;
    const { stage = null } = node.config as Pick<UserTaskConfig, 'stage'>;
    const parent = file.model.nodes[node.parent];
    const deadline = context.deadlines.find((each) => each.node === node.id);
    return {
      node: node.id,
      type: node.type,
      name: node.name,
      stage,
      stageName: stageName(stage, context.settings),
      stageOrder: stageOrder(stage, context.settings),
      depth,
      parentName: depth > 1 && parent ? parent.name : null,
      state: stateOf(file, node, done),
      overdue: late.has(node.id) && file.state.tokens.some((token) => token.node === node.id),
      added: null,
      timesDone: done.get(node.id) ?? 0,
      who: whoDoes(file, node, config.candidates ?? [], context),
      deadlineRule: rulesInWords(node.deadlines ?? []),
      dueDate: deadline?.dueDate ?? null,
      due: deadline?.due ?? null,
      completedAt: ended?.at ?? null,
      completedBy: by?.kind === 'person' ? personName(context.people, by.person) : null,
      next: followers(file.model, node),
      ...opensAt(file, node.id, context.seen),
    };
  }
}

/** What people added has no place in the flows: a row below the step from which they did. */
function rowOfAdded(
  { events }: CaseFile,
  { node, kind, name, state, overdue, who, taskKey, caseId }: AddedWork,
  { people, deadlines }: StepContext,
): Omit<Step, 'depth' | 'added'> {
  const task = taskKey?.slice(taskKey.lastIndexOf(':') + 1);
  const ended = events.findLast((event) =>
    kind === 'subCase'
      ? event.kind === 'elementCompleted' && event.node === node
      : event.kind === 'taskCompleted' && event.task === task,
  );
  const by = ended?.kind === 'taskCompleted' ? ended.actor : undefined;
  const deadline = deadlines.find((each) => each.node === node);
  return {
    ...{ node, type: kind, name, state, overdue, taskKey, caseId, parentName: null, next: [] },
    ...{ stage: null, stageName: null, stageOrder: null, deadlineRule: null },
    timesDone: state === 'done' ? 1 : 0,
    who,
    dueDate: deadline?.dueDate ?? null,
    due: deadline?.due ?? null,
    completedAt: state === 'done' ? (ended?.at ?? null) : null,
    completedBy: by?.kind === 'person' ? personName(people, by.person) : null,
  };
}

/** Depth-first along the flows from each start, so that the table reads as the process runs; gateways are left out. */
function inFlowOrder(model: ProcessModel): { node: Node; depth: number }[] {
  const listed: { node: Node; depth: number }[] = [];
  const seen = new Set<string>();
  const visit = (id: string, depth: number): void => {
    const node = model.nodes[id];
    if (!node || seen.has(id)) return;
    seen.add(id);
    if (!isGateway(node)) listed.push({ node, depth });
    visitAll(node.children, depth + 1);
    for (const boundary of node.boundary) visit(boundary, depth);
    for (const flow of node.outgoing) visit(model.flows[flow]?.target ?? '', depth);
  };
  const visitAll = (ids: string[], depth: number): void => {
    const starts = ids.filter((id) => model.nodes[id]?.type === 'startEvent');
    for (const id of [...starts, ...ids]) visit(id, depth);
  };
  visitAll(model.nodes[model.process]?.children ?? [], 1);
  return listed;
}

const isGateway = (node: Node): boolean => node.type.endsWith('Gateway');

function stateOf({ state }: CaseFile, node: Node, done: Map<string, number>): Step['state'] {
  if (state.incidents.some((incident) => incident.node === node.id)) return 'incident';
  if (state.tokens.some((token) => token.node === node.id)) return 'active';
  return done.has(node.id) ? 'done' : 'notYet';
}

/** As given where the task is or was there; before that, those whose post and unit are written plainly. */
function whoDoes(
  file: CaseFile,
  node: Node,
  candidates: PostAtUnitExpression[],
  { names, people }: { names: Names; people: People },
): Step['who'] {
  const given = file.events.flatMap((event) =>
    event.kind === 'taskCreated' && event.task.node === node.id ? [event.task] : [],
  );
  const last = given.at(-1);
  // Of several who decide together each has a task of their own.
  const together = given.filter(({ token, round }) => token === last?.token && round === last.round);
  const posts = last
    ? together.flatMap((task) => task.candidates)
    : candidates.filter(({ post, unit }) => !isExpression(post) && !isExpression(unit));
  return [...new Map(posts.map((held) => [seatName(held), handler(names, people, held)])).values()];
}

const isExpression = (text: string): boolean => text.trimStart().startsWith('=');

/** The next steps, looking through gateways; on which answers, by the names of those gateways and of their flows. */
function followers(model: ProcessModel, node: Node): Step['next'] {
  const found: Step['next'] = [];
  const seen = new Set<string>();
  const follow = (from: Node, when: Label[]): void => {
    for (const id of from.outgoing) {
      const flow = model.flows[id];
      const target = flow && model.nodes[flow.target];
      if (!flow || !target || seen.has(id)) continue;
      seen.add(id);
      const answer =
        flow.name ?? (from.defaultFlow === id && from.outgoing.length > 1 ? otherwise : undefined);
      const answers = answer ? [...when, answerTo(from, answer)] : when;
      if (isGateway(target)) follow(target, answers);
      else found.push({ node: target.id, name: target.name, when: together(answers) });
    }
  };
  follow(node, []);
  return found;
}

/** 是否公示：是. A bare answer says nothing without the question; a gateway without a name asks none. */
function answerTo(from: Node, answer: Label): Label {
  const question = from.name;
  if (!isGateway(from) || question.zh === from.id) return answer;
  const en = question.en ?? question.zh;
  return {
    zh: `${question.zh}${/[？?]$/u.test(question.zh) ? '' : '：'}${answer.zh}`,
    en: `${en}${/[？?]$/u.test(en) ? ' ' : ': '}${answer.en ?? answer.zh}`,
  };
}

const together = (answers: Label[]): Label | null =>
  answers.length === 0
    ? null
    : {
        zh: answers.map(({ zh }) => zh).join('，'),
        en: answers.map(({ zh, en }) => en ?? zh).join(', '),
      };

const otherwise: Label = { zh: '其他情况', en: 'Otherwise' };

const units: Record<DeadlineRule['unit'], Label> = {
  minute: { zh: '分钟', en: 'minute(s)' },
  hour: { zh: '小时', en: 'hour(s)' },
  calendarDay: { zh: '日', en: 'day(s)' },
  workingDay: { zh: '个工作日', en: 'working day(s)' },
  month: { zh: '个月', en: 'month(s)' },
};

function rulesInWords(deadlines: DeadlineConfig[]): Label | null {
  const words = deadlines.flatMap(({ rule }) => (rule ? [ruleInWords(rule)] : []));
  if (words.length === 0) return null;
  return { zh: words.map(({ zh }) => zh).join('；'), en: words.map(({ en, zh }) => en ?? zh).join('; ') };
}

const ruleInWords = ({ amount, unit }: DeadlineRule): Label => ({
  zh: `${amount} ${units[unit].zh}`,
  en: `${amount} ${units[unit].en}`,
});
