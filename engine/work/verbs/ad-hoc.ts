import type { Asked, CommandRule } from '../../command-rule.ts';
import { put } from '../../flow.ts';
import type { Refusal } from '../../input.ts';
import type { JsonObject, Label } from '../../json.ts';
import type { CallActivityConfig, Node, UserTaskConfig } from '../../model.ts';
import type { Run } from '../../run.ts';
import { byId } from '../../table.ts';
import { compareInstants, dateOf, isInstant } from '../../time/index.ts';
import { refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import type { WorkEvent } from '../event.ts';
import { isRefusal, refuseOnTask, refuseUnsaid, refuseVerb } from '../offered.ts';
import { refusal } from '../not-allowed.ts';
import { saidOf, type Said } from '../said.ts';
import { verbConfig } from '../verb-config.ts';

type Command<K extends WorkCommand['kind']> = WorkCommand & { kind: K };
type Rule<K extends WorkCommand['kind']> = CommandRule<Command<K>>;

/**
 * A task that no diagram foresaw. It stands in the scope of the task from which it was added, which does not complete
 * before it is done, and is a step like any other: it can be transferred, urged, be late, and stands in the record.
 */
export const addTask: Rule<'addTask'> = {
  refuse(asked) {
    const { command, at } = asked;
    const task = refuseOnTask(asked, 'addTask');
    if (isRefusal(task)) return task;
    const { due, form } = command;
    if (due !== undefined && (!isInstant(due) || compareInstants(due, at) <= 0))
      return refusal('bad-input', {
        zh: '办理期限应晚于现在',
        en: 'Expected an instant in the future by which it is to be done, but found another',
      });
    return (
      refuseName(command.name) ??
      refuseOffer(asked, 'addTask', form) ??
      refusePeople(asked, { task, people: command.people })
    );
  },
  obey(run, _actor, { task, name, people, form, instruction, due, ...said }) {
    const id = run.nextId('+');
    const config: UserTaskConfig = {
      candidates: [],
      people: [{ kind: 'chosen', by: 'previousHandler' }],
      excludedUnits: [],
      outcomes: [],
      outcomeVariable: 'outcome',
      ...(form !== undefined && { form }),
      ...(instruction && { instruction }),
    };
    const deadlines = due === undefined ? [] : [{ key: id, name, date: dateOf(due) }];
    const node = newNode(
      run,
      { id, type: 'userTask', name, config, ...(due !== undefined && { deadlines }) },
      task,
    );
    run.emit(nodeAdded(run, node, { task, ...said }));
    run.emit({ kind: 'peopleChosen', choices: { [id]: people } });
    begin(run, id, task);
  },
};

/** A case of another template, called by hand: this one waits for its end, and its results stay with the step. */
export const addSubCase: Rule<'addSubCase'> = {
  refuse(asked) {
    const task = refuseOnTask(asked, 'addSubCase');
    if (isRefusal(task)) return task;
    const { name, template } = asked.command;
    return refuseName(name) ?? refuseOffer(asked, 'addSubCase', template);
  },
  obey(run, _actor, { task, name, template, variables, ...said }) {
    const id = run.nextId('+');
    // Values stand in the step's own variables, under names that no expression could misread.
    const names = Object.keys(variables);
    const config: CallActivityConfig = {
      calledElement: template,
      binding: 'latest',
      title: name.zh.trim(),
      inputs: names.map((target, index) => ({ target, source: `= given${index}` })),
      outputs: [],
    };
    const node = newNode(run, { id, type: 'callActivity', name, config }, task);
    run.emit(nodeAdded(run, node, { task, ...said }));
    begin(
      run,
      id,
      task,
      Object.fromEntries(names.map((each, index) => [`given${index}`, variables[each] ?? null])),
    );
  },
};

/** Another unit takes part from now on: who sees the case is decided with it. */
export const addParticipant: Rule<'addParticipant'> = {
  refuse(asked) {
    const { command } = asked;
    const refused = refuseVerb(asked, { verb: 'addParticipant' });
    if (refused) return refused;
    if (command.unit.trim() === '' || command.role.trim() === '')
      return refusal('bad-input', {
        zh: '请选择单位及其角色',
        en: 'Expected a unit and its role, but one of them is empty',
      });
    return refuseUnsaid(asked, 'addParticipant', { always: ['reason'] });
  },
  obey(run, _actor, { unit, role, ...said }) {
    run.emit({ kind: 'participantAdded', unit, role, ...saidOf(said) });
  },
};

function refuseName(name: Label): Refusal | undefined {
  if (name.zh.trim() !== '') return undefined;
  return refusal('bad-input', { zh: '请填写名称', en: 'Expected a name, but it is empty' });
}

/** Only forms and templates that the step offers may be added. */
function refuseOffer(
  { model, state, command }: Asked<Command<'addTask' | 'addSubCase'>>,
  verb: 'addTask' | 'addSubCase',
  wanted: string | undefined,
): Refusal | undefined {
  if (wanted === undefined) return undefined;
  const node = byId(state.tasks, command.task)?.node;
  const { offers = [] } = verbConfig(model, state, { verb, node }) ?? {};
  if (offers.includes(wanted)) return undefined;
  return refusal('not-allowed', {
    zh: '本环节不能增加该表单或流程',
    en: `Expected one of ${offers.join(', ') || 'nothing'}, which this step lets people add, but found another`,
  });
}

function newNode(
  run: Run,
  parts: Pick<Node, 'id' | 'type' | 'name'> & { config: unknown; deadlines?: Node['deadlines'] },
  task: string,
): Node {
  const parent = run.scope(scopeFor(run, task)).node;
  return {
    parent,
    incoming: [],
    outgoing: [],
    events: [],
    boundary: [],
    children: [],
    inputs: [],
    outputs: [],
    ...parts,
  } as Node;
}

function nodeAdded(run: Run, node: Node, { task, ...said }: Said & { task: string }): WorkEvent {
  const from = byId(run.state.tasks, task)?.node;
  return {
    ...{ kind: 'nodeAdded', node: node.id, config: node as unknown as JsonObject },
    ...(from !== undefined && { from }),
    ...saidOf(said),
  };
}

/** The nearest scope in which steps lie: the bodies of a multi-instance task lie in one that counts only them. */
function scopeFor(run: Run, task: string): string {
  const open = byId(run.state.tasks, task);
  let scope = run.scope(run.token(open?.token ?? '').scope);
  while (scope.parent !== undefined && (scope.kind === 'multiInstance' || scope.kind === 'compensation'))
    scope = run.scope(scope.parent);
  return scope.id;
}

function begin(run: Run, node: string, task: string, variables?: JsonObject): void {
  const token = put(run, scopeFor(run, task), node, variables && { variables });
  run.agenda.push({ kind: 'arrive', token: token.id });
}
