import type { CommandRule } from '../../command-rule.ts';
import { byId } from '../../table.ts';
import { standingOn } from '../candidate.ts';
import type { WorkCommand } from '../command.ts';
import { withdrawSigner } from '../decide.ts';
import { caseSuspended, refuseUnsaid } from '../offered.ts';
import { notOpen, refusal } from '../not-allowed.ts';
import { verbConfig } from '../verb-config.ts';
import { saidOf } from '../said.ts';

type RemoveSigner = WorkCommand & { kind: 'removeSigner' };

/** 减签: takes back whom one added, with all whom they added in turn; nobody else can be removed. Offered with adding. */
export const removeSigner: CommandRule<RemoveSigner> = {
  refuse(asked) {
    const { model, state, actor, command } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    if (task.addedTo === undefined)
      return refusal('not-allowed', {
        zh: '只能减去加签的人员',
        en: `Expected the task of an added signer, but ${task.id} was given by the process`,
      });
    if (state.work?.suspended) return caseSuspended();
    const isOffered = (['removeSigner', 'addSignersBefore', 'addSignersAfter'] as const).some((verb) =>
      verbConfig(model, state, { verb, node: task.node }),
    );
    if (!isOffered)
      return refusal('not-allowed', {
        zh: '本环节未开放该操作',
        en: `Expected a verb that is offered at ${task.node}, but found removeSigner`,
      });
    if (command.generation !== undefined && command.generation !== task.generation)
      return refusal('task-changed', {
        zh: '任务已有变动，请刷新后再办',
        en: `Expected task ${task.id} in version ${command.generation}, but it is in ${task.generation}: load it again`,
      });
    const owner = byId(state.tasks, task.addedTo);
    const isTheirs =
      actor.kind === 'person' &&
      (task.addedBy === actor.person || (owner && typeof standingOn(owner, actor) === 'object'));
    if (!isTheirs)
      return refusal('not-allowed', {
        zh: '只有加签人可以减签',
        en: 'Expected whoever added the signer: nobody else removes them',
      });
    return refuseUnsaid(asked, 'removeSigner', { node: task.node, always: ['reason'] });
  },

  obey(run, _actor, { task: id, ...said }) {
    const task = byId(run.state.tasks, id);
    if (task) withdrawSigner(run, task, saidOf(said));
  },
};
