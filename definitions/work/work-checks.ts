import type { UserTaskConfig } from '../../engine/model.ts';
import { noQuorum } from '../../engine/work/outcomes.ts';
import type { CaseWork, PeopleSource, RejectTo, VerbConfig } from '../../engine/work/model.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ReadScope } from '../read-scope.ts';
import type { SourceElement } from '../source-element.ts';
import { stepsBefore } from './steps-before.ts';

/** What human work says that only shows with the whole process: verdicts, and steps that are named. */
export function workProblems(scope: ReadScope, process: SourceElement, work?: CaseWork): Problem[] {
  const isTask = (id: string) => scope.nodes[id]?.type === 'userTask';
  const ofTasks = Object.values(scope.nodes).flatMap((node) => {
    const source = scope.sources.get(node.id);
    if (node.type !== 'userTask' || !source) return [];
    const config = node.config as unknown as UserTaskConfig;
    const before = memo(() => new Set([...stepsBefore(scope, node.id)].filter(isTask)));
    return [
      ...signingProblems(source, config),
      ...verdictProblems(source, config),
      ...rejectProblems(source, config, { isTask, before }),
      ...(config.people ?? []).flatMap((people) => sourceProblems(source, people, { isTask, before })),
      ...(config.verbs ?? []).flatMap((verb) => targetProblems(source, verb, { isTask, before })),
      ...fieldProblems(source, config),
      ...(config.policies?.notHandlersOf ?? []).flatMap((id) =>
        stepProblems(source, id, { isTask, before, what: ['回避的步骤是', 'It keeps out the handlers of'] }),
      ),
    ];
  });
  const ofCase = (work?.verbs ?? []).flatMap((verb) => targetProblems(process, verb, { isTask }));
  return [...ofTasks, ...ofCase];
}

/** Whether any step can be taken back or returned to, so that the case must keep its trail. */
export function keepsTrail(nodes: ReadScope['nodes'], work?: CaseWork): boolean {
  const goesBack = (to?: RejectTo) => to !== undefined && to !== 'flow' && to !== 'end';
  const offers = (verbs?: VerbConfig[]) =>
    verbs?.some(({ verb }) => verb === 'return' || verb === 'withdraw' || verb === 'move') ?? false;
  const tasks = Object.values(nodes).filter(({ type }) => type === 'userTask');
  return (
    offers(work?.verbs) ||
    tasks.some(({ config }) => {
      const { verbs, onReject, outcomes } = config as unknown as UserTaskConfig;
      return offers(verbs) || goesBack(onReject) || outcomes.some((outcome) => goesBack(outcome.onReject));
    })
  );
}

interface Around {
  isTask(id: string): boolean;
  /** Human steps before the one in question. */
  before(): Set<string>;
}

function signingProblems(source: SourceElement, { people = [], pick, signing }: UserTaskConfig): Problem[] {
  const inTurn = people.some(({ kind }) => kind === 'heads');
  return [
    ...(inTurn && signing?.mode === 'vote'
      ? [
          errorAt(
            source,
            'heads-vote',
            ['逐级负责人不能票决', 'A chain of heads cannot vote'],
            [
              '多人办理方式改为 sequential、all 或 any',
              'Let them sign by sequential, all or any instead of vote',
            ],
          ),
        ]
      : []),
    ...(pick !== undefined && (signing !== undefined || inTurn)
      ? [
          errorAt(
            source,
            'pick-with-signing',
            [
              '随机抽取一人与多人办理不能同时使用',
              'One person by lot and several who sign exclude each other',
            ],
            ['删除 pick，或删除 rf:signing', 'Remove pick, or remove rf:signing'],
          ),
        ]
      : []),
  ];
}

function verdictProblems(source: SourceElement, { signing, outcomes, onReject }: UserTaskConfig): Problem[] {
  // Nobody signs with the outcome of a round without a quorum.
  const signed = outcomes.filter(({ key }) => key !== noQuorum);
  const verdicts = new Set(signed.map(({ verdict = 'pass' }) => verdict));
  const isVote = signing?.mode === 'vote';
  const needed = isVote ? (['pass', 'reject'] as const) : signed.length > 0 ? (['pass'] as const) : [];
  const problems = needed
    .filter((verdict) => !verdicts.has(verdict))
    .map((verdict) =>
      errorAt(
        source,
        'verdict-missing',
        [
          `没有结论为 ${verdict} 的办理结果，无法算出结论`,
          `No outcome has the verdict '${verdict}', so the step can never come out so`,
        ],
        [`增加 verdict="${verdict}" 的办理结果`, `Add an outcome with verdict="${verdict}"`],
      ),
    );
  if (onReject === undefined || verdicts.has('reject')) return problems;
  return [
    ...problems,
    errorAt(
      source,
      'reject-without-outcome',
      [
        '写明了驳回去向，但没有结论为 reject 的办理结果',
        'It says where a reject goes, but no outcome rejects',
      ],
      ['给一个办理结果加上 verdict="reject"', 'Give an outcome the verdict reject'],
    ),
  ];
}

function rejectProblems(
  source: SourceElement,
  { onReject, outcomes }: UserTaskConfig,
  { isTask, before }: Around,
): Problem[] {
  const ways = [onReject, ...outcomes.map((outcome) => outcome.onReject)];
  // Where nothing comes before, `previous` leads to whoever began the case.
  return ways.flatMap((to) => {
    if (typeof to !== 'object') return [];
    return stepProblems(source, to.node, { isTask, before, what: ['驳回到', 'A reject goes to'] });
  });
}

function sourceProblems(source: SourceElement, people: PeopleSource, { isTask, before }: Around): Problem[] {
  const named = people.kind === 'previousHandler' ? people.node : undefined;
  if (named !== undefined) {
    return stepProblems(source, named, { isTask, before, what: ['办理人取自', 'The people come from'] });
  }
  return people.kind === 'chosen' && people.by === 'previousHandler' && before().size === 0
    ? [nothingBefore(source, ['办理人由前一办理人选择', 'The people are chosen by the previous handler'])]
    : [];
}

function targetProblems(
  source: SourceElement,
  { verb, to = [], until = [] }: VerbConfig,
  { isTask, before }: Pick<Around, 'isTask'> & Partial<Around>,
): Problem[] {
  if (verb === 'recall') {
    return until
      .filter((id) => !isTask(id))
      .map((id) => unknownStep(source, id, ['撤销截止于', 'The verb recall ends with']));
  }
  if (verb !== 'return') return [];
  return to
    .filter((id) => !returnWords.has(id))
    .flatMap((id) =>
      stepProblems(source, id, { isTask, before, what: ['退回到', 'The verb return leads to'] }),
    );
}

/** Where a return may go beside the steps of the process: to whoever began the case, and out of a called case to its caller. */
const returnWords = new Set(['initiator', 'caller']);

function stepProblems(
  source: SourceElement,
  id: string,
  { isTask, before, what }: Pick<Around, 'isTask'> & Partial<Around> & { what: [string, string] },
): Problem[] {
  if (!isTask(id)) return [unknownStep(source, id, what)];
  if (!before || before().has(id)) return [];
  return [
    errorAt(
      source,
      'step-not-before',
      [`${what[0]}“${id}”，但它不在本步骤之前`, `${what[1]} '${id}', which does not come before this step`],
      ['改为之前的人工步骤', 'Name a user task on the way to this step'],
    ),
  ];
}

function unknownStep(source: SourceElement, id: string, what: [string, string]): Problem {
  return errorAt(
    source,
    'step-unknown',
    [
      `${what[0]}“${id}”，但流程中没有这个人工步骤`,
      `${what[1]} '${id}', which is no user task of this process`,
    ],
    ['写流程中人工步骤的编号', 'Write the id of a user task of this process'],
  );
}

function nothingBefore(source: SourceElement, what: [string, string]): Problem {
  return errorAt(
    source,
    'step-none-before',
    [`${what[0]}，但之前没有人工步骤`, `${what[1]}, but no user task comes before this one`],
    ['改为发起人或岗位', 'Name the initiator or a post instead'],
  );
}

function fieldProblems(source: SourceElement, { fields, form }: UserTaskConfig): Problem[] {
  if (fields === undefined || form !== undefined) return [];
  return [
    errorAt(
      source,
      'field-without-form',
      ['设置了字段权限，但任务没有表单', 'Access to fields is set, but the task has no form'],
      ['指定表单，或删除 rf:field', 'Name a form, or remove rf:field'],
    ),
  ];
}

/** Many tasks never ask what comes before them. */
function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
