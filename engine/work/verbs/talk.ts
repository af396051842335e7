import type { Asked, CommandRule } from '../../command-rule.ts';
import type { Refusal } from '../../input.ts';
import type { Run } from '../../run.ts';
import type { CaseState, OpenTask } from '../../state.ts';
import { byId } from '../../table.ts';
import { addMilliseconds, compareInstants } from '../../time/index.ts';
import { keyOf, standingOn } from '../candidate.ts';
import { refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import type { Verb } from '../model.ts';
import { refuseUnsaid, refuseVerb } from '../offered.ts';
import { notOpen, refusal } from '../not-allowed.ts';
import { saidOf } from '../said.ts';
import type { Candidate, Copy } from '../state.ts';
import { verbConfig } from '../verb-config.ts';

type Command<K extends WorkCommand['kind']> = WorkCommand & { kind: K };
type Rule<K extends WorkCommand['kind']> = CommandRule<Command<K>>;

interface Talk {
  verb: Verb;
  task: string | undefined;
  /** What is said, which is its reason too. */
  words: string | undefined;
}

/** A task that is named must be open, the verb be offered there or by the case, and what it asks for be there. */
function refuseTalk<C extends Command<'comment' | 'ask' | 'copyTo' | 'urge'>>(
  asked: Asked<C>,
  { verb, task, words }: Talk,
): Refusal | undefined {
  const open = task === undefined ? undefined : byId(asked.state.tasks, task);
  if (task !== undefined && !open) return notOpen(task);
  const said = { ...asked.command, reason: words };
  return refuseVerb(asked, { verb, task: open }) ?? refuseUnsaid(asked, verb, { node: open?.node, said });
}

function refuseEmpty(text: string): Refusal | undefined {
  if (text.trim() !== '') return undefined;
  return refusal('bad-input', { zh: '请填写内容', en: 'Expected a text, but it is empty' });
}

const nodeOfTask = (run: Run, task: string | undefined) => {
  const node = task === undefined ? undefined : byId(run.state.tasks, task)?.node;
  return node === undefined ? {} : { node };
};

/** A remark in the case's record, for those whom it names and everyone who sees the case. */
export const comment: Rule<'comment'> = {
  refuse(asked) {
    const { task, text: words } = asked.command;
    return refuseTalk(asked, { verb: 'comment', task, words }) ?? refuseEmpty(words);
  },
  obey(run, _actor, { text, task, mentions, ...said }) {
    run.emit({
      kind: 'commented',
      entry: run.nextId('e'),
      text,
      ...nodeOfTask(run, task),
      ...(mentions && mentions.length > 0 && { mentions }),
      ...saidOf(said),
    });
  },
};

/** 沟通: a question to somebody, which stays open until they answer. It holds nothing up. */
export const ask: Rule<'ask'> = {
  refuse(asked) {
    const { command, state } = asked;
    const { task, to, text } = command;
    return (
      refuseTalk(asked, { verb: 'ask', task, words: text }) ??
      refuseEmpty(text) ??
      refusePeople(asked, { verb: 'ask', task: byId(state.tasks, task ?? ''), people: [to] })
    );
  },
  obey(run, actor, { text, to, task, ...said }) {
    const by = actor.kind === 'person' ? actor.person : '';
    const question = { id: run.nextId('q'), by, to, ...(task !== undefined && { task }) };
    run.emit({ kind: 'asked', question, text, ...nodeOfTask(run, task), ...saidOf(said) });
  },
};

export const answer: Rule<'answer'> = {
  refuse({ state, actor, command }) {
    const question = state.work?.questions.find(({ id }) => id === command.question);
    if (!question)
      return refusal('not-found', {
        zh: '该问题已答复或不存在',
        en: `Expected question ${command.question} to be open, but it is not`,
      });
    return refuseUnlessFor(question.to, actor) ?? refuseEmpty(command.text);
  },
  obey(run, _actor, { question, text, ...said }) {
    const task = run.state.work?.questions.find(({ id }) => id === question)?.task;
    run.emit({ kind: 'answered', question, text, ...nodeOfTask(run, task), ...saidOf(said) });
  },
};

function refuseUnlessFor(to: Candidate, actor: Asked<WorkCommand>['actor']): Refusal | undefined {
  if (actor.kind === 'person' && typeof standingOn({ candidates: [to] }, actor) === 'object')
    return undefined;
  return refusal('not-allowed', {
    zh: '您不是收件人',
    en: 'Expected the person to whom it was sent, but it is another',
  });
}

/** 抄送: for their information; each gets it once in a case, however often it is sent. */
export const copyTo: Rule<'copyTo'> = {
  refuse(asked) {
    const { command, state } = asked;
    const task = byId(state.tasks, command.task ?? '');
    const refused =
      refuseTalk(asked, { verb: 'copyTo', task: command.task, words: command.note }) ??
      refusePeople(asked, { verb: 'copyTo', task, people: command.to });
    if (refused || newTo(state, command.to).length > 0) return refused;
    return refusal('bad-input', {
      zh: '所选人员均已收到抄送',
      en: 'Expected somebody who has no copy yet, but all of them have one',
    });
  },
  obey(run, actor, { to, task, note, ...said }) {
    const by = actor.kind === 'person' ? actor.person : '';
    for (const each of newTo(run.state, to)) {
      const copy: Copy = { id: run.nextId('y'), to: each, by };
      run.emit({
        ...{ kind: 'copied', copy, ...nodeOfTask(run, task) },
        ...(note !== undefined && { note }),
        ...saidOf(said),
      });
    }
  },
};

function newTo({ work }: CaseState, people: Candidate[]): Candidate[] {
  const there = new Set(work?.copies.map(({ to }) => keyOf(to)));
  return people.filter((each) => !there.has(keyOf(each)));
}

/** 已阅: when a copy was first read. To say it again changes nothing. */
export const readCopy: Rule<'readCopy'> = {
  refuse({ state, actor, command }) {
    const copy = state.work?.copies.find(({ id }) => id === command.copy);
    if (!copy)
      return refusal('not-found', {
        zh: '抄送不存在',
        en: `Expected copy ${command.copy} to be there, but it is not`,
      });
    return refuseUnlessFor(copy.to, actor);
  },
  obey(run, _actor, { copy }) {
    const found = run.state.work?.copies.find(({ id }) => id === copy);
    if (found && found.readAt === undefined) run.emit({ kind: 'copyRead', copy });
  },
};

const usualMinutes = 240;

/** 催办: tells those who could act now, at most so often for each task. Without tasks: all that may be urged again. */
export const urge: Rule<'urge'> = {
  refuse(asked) {
    const { state, command } = asked;
    for (const task of command.tasks ?? [undefined]) {
      const refused = refuseTalk(asked, { verb: 'urge', task, words: command.text });
      if (refused) return refused;
    }
    const wanted = state.tasks.filter(({ id }) => command.tasks?.includes(id) ?? true);
    const again = wanted.flatMap((task) => againAt(asked, task) ?? []).sort();
    const isTooSoon = command.tasks ? again.length > 0 : again.length === wanted.length;
    if (wanted.length > 0 && !isTooSoon) return undefined;
    return refusal(
      'not-allowed',
      wanted.length === 0
        ? { zh: '没有待办任务可以催办', en: 'Expected an open task to urge, but there is none' }
        : {
            zh: '刚刚催办过，请稍后再催',
            en: `Expected to urge again from ${again[0] ?? ''} on, but it is too soon`,
          },
      { again: again[0] ?? null },
    );
  },
  obey(run, _actor, { tasks, text, ...said }) {
    const { model, state, at } = run;
    const urged = state.tasks
      .filter((task) => (tasks?.includes(task.id) ?? true) && !againAt({ model, state, at }, task))
      .map(({ id }) => id);
    run.emit({ kind: 'urged', tasks: urged, ...(text !== undefined && { text }), ...saidOf(said) });
  },
};

/** From when on a task may be urged again; undefined where it may now. */
function againAt(
  { model, state, at }: Pick<Asked<WorkCommand>, 'model' | 'state' | 'at'>,
  { id, node }: OpenTask,
): string | undefined {
  const last = state.work?.urged?.[id];
  if (last === undefined) return undefined;
  const { everyMinutes = usualMinutes } = verbConfig(model, state, { verb: 'urge', node }) ?? {};
  const again = addMilliseconds(last, everyMinutes * 60_000);
  return compareInstants(at, again) < 0 ? again : undefined;
}
