import type { CommandRule } from '../../command-rule.ts';
import { byId } from '../../table.ts';
import { refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import { mayTurnTo } from '../heirs.ts';
import { refusal } from '../not-allowed.ts';
import { isGranted, refuseNeeds } from '../offered.ts';

type Command<K extends WorkCommand['kind']> = WorkCommand & { kind: K };

const notGranted = refusal('not-allowed', {
  zh: '您没有指派任务的权限',
  en: 'Expected the permission task.assign to hand over the work of others',
});

/**
 * 离职转办 of what was begun or done: where the case turns to whoever began it or did a step, it turns to the heir from now on.
 * Who did what stays in the record as it was. By a permission, as a task is assigned.
 */
export const nameHeir: CommandRule<Command<'nameHeir'>> = {
  refuse({ actor, command, model, state }) {
    if (!isGranted(actor, 'task.assign')) return notGranted;
    const { from, person, posts, units } = command;
    if (posts.length === 0 || person === from)
      return refusal('bad-input', { zh: '请选择接收人', en: 'Expected another person who holds a post' });
    const theirs = mayTurnTo(model, state.work, from);
    if (!theirs.some(({ unit }) => units?.includes(unit) ?? true))
      return refusal('not-found', {
        zh: '本事项以后不会再找其本人办理，请刷新后再办',
        en: 'Expected the case to turn to the person again, but it does not: load it again',
      });
    return refuseNeeds(['reason'], command);
  },
  obey(run, _actor, { from, person, posts, units, reason }) {
    run.emit({ kind: 'heirNamed', from, person, posts, ...(units && { units }), reason });
  },
};

/** 离职转办 of a question that waits for a leaver's answer. Who asks does not answer it. */
export const handOnQuestion: CommandRule<Command<'handOnQuestion'>> = {
  refuse(asked) {
    const { actor, command, state } = asked;
    if (!isGranted(actor, 'task.assign')) return notGranted;
    const question = state.work?.questions.find(({ id }) => id === command.question);
    if (question?.to.person !== command.from)
      return refusal('not-found', {
        zh: '该问题已答复或已另行交办，请刷新后再办',
        en: `Expected question ${command.question} to wait for the person, but it does not: load it again`,
      });
    if (question.by === command.to.person)
      return refusal('bad-input', {
        zh: '问题由接收人本人提出，请其另行提问',
        en: 'Expected somebody else than whoever asked: they ask somebody anew',
      });
    const task = byId(state.tasks, question.task ?? '');
    return refuseNeeds(['reason'], command) ?? refusePeople(asked, { task, people: [command.to] });
  },
  obey(run, _actor, { question: id, from, to, reason }) {
    const question = run.state.work?.questions.find((open) => open.id === id);
    const node = byId(run.state.tasks, question?.task ?? '')?.node;
    run.emit({
      ...{ kind: 'questionHandedOn', question: id, from, to, reason },
      ...(node !== undefined && { node }),
    });
  },
};
