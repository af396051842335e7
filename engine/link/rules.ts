import type { Asked, CommandRule, CommandRules } from '../command-rule.ts';
import type { Command, Refusal } from '../input.ts';
import { byId } from '../table.ts';
import { standingOn } from '../work/candidate.ts';
import { refuseCompletion } from '../work/completion.ts';
import { completeOverLink } from '../work/decide.ts';
import { notOpen, refusal } from '../work/not-allowed.ts';
import { refuseTurn } from '../work/turn.ts';
import type { LinkCommand } from './command.ts';
import type { LinkConfig } from './config.ts';
import {
  agencyActor,
  agencyOf,
  deliveryOf,
  expiryOf,
  filledBy,
  isValid,
  linkConfigOf,
  serves,
} from './serving.ts';
import type { Signer } from './state.ts';

type Rule<K extends LinkCommand['kind']> = CommandRule<LinkCommand & { kind: K }>;

/** A link for the agency that is to do this task, and its later ones of the same delivery. */
const makeLink: Rule<'makeLink'> = {
  refuse(asked) {
    const { command, state } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    const refused = refuseTurn(asked, task, { generation: command.generation });
    if (refused) return refused;
    if (agencyOf(asked, task) === undefined)
      return refusal('not-allowed', {
        zh: '本环节不能生成一次性链接：办理单位有账号，或模板没有开放',
        en: `Expected a step that an agency without an account may do over a link, but ${task.node} is none`,
      });
    if (/^[\da-f]{64}$/.test(command.hash)) return undefined;
    return refusal('bad-input', { zh: '链接校验值不合规', en: 'Expected the SHA-256 of a token in hex' });
  },
  obey(run, actor, { task: id, hash }) {
    const { model, state, at } = run;
    const task = byId(state.tasks, id);
    const config = task && linkConfigOf(model, task.node);
    const unit = task && agencyOf({ model, state, at }, task);
    if (!config || unit === undefined || actor.kind !== 'person') return;
    const { node } = task;
    const scope = deliveryOf(state, task);
    for (const link of state.links ?? [])
      if (link.scope === scope && link.unit === unit && isValid(link, at))
        run.emit({ kind: 'linkRevoked', link: link.id, unit, node: link.node, cause: 'replaced' });
    const expiresAt = expiryOf({ state, at }, config, run.calendar);
    const link = {
      ...{ id: run.nextId('w'), scope, unit, task: id, node },
      ...{ by: actor.person, madeAt: at, expiresAt },
    };
    run.emit({ kind: 'linkMade', link, node, hash });
  },
};

/** By whoever made it, or could make another now. */
const revokeLink: Rule<'revokeLink'> = {
  refuse(asked) {
    const { state, actor, command, at } = asked;
    const link = state.links?.find(({ id }) => id === command.link);
    if (!link || !isValid(link, at)) return notThere();
    const isTheirs =
      actor.kind === 'person' &&
      (link.by === actor.person ||
        state.tasks.some((task) => serves(asked, link, task) && typeof standingOn(task, actor) === 'object'));
    if (isTheirs) return undefined;
    return refusal('not-allowed', {
      zh: '只有生成链接的人或本环节的办理人可以作废',
      en: 'Expected whoever made the link, or has the task that it is for',
    });
  },
  obey(run, _actor, { link: id }) {
    const link = run.state.links?.find((each) => each.id === id);
    if (link) run.emit({ kind: 'linkRevoked', link: id, unit: link.unit, node: link.node, cause: 'person' });
  },
};

/** The agency does the step itself, with the rights that the step gives and no others. */
const useLink: Rule<'useLink'> = {
  refuse(asked) {
    const { actor, command, state, at } = asked;
    if (actor.kind !== 'system' || actor.name !== agencyActor.name)
      return refusal('not-allowed', {
        zh: '一次性链接只由对方单位使用',
        en: 'Expected the agency that holds the link',
      });
    const link = state.links?.find(({ id }) => id === command.link);
    if (!link || !isValid(link, at)) return notThere();
    const task = byId(state.tasks, command.task);
    if (!task || !serves(asked, link, task)) return notOpen(command.task);
    if (task.waits !== undefined || task.delegatedBy)
      return refusal('not-allowed', {
        zh: '该环节暂时不能办理，请与交办单位联系',
        en: 'Expected a step that can be done now, but it waits for others: ask the issuing unit',
      });
    const config = linkConfigOf(asked.model, task.node);
    return (
      refuseSigner(command.signer) ?? refuseCompletion(completionOf(asked, config), task, config?.waives)
    );
  },
  obey(run, _actor, command) {
    const { link: id, task: taskId, outcome, signer } = command;
    const link = run.state.links?.find((each) => each.id === id);
    const task = byId(run.state.tasks, taskId);
    const config = task && linkConfigOf(run.model, task.node);
    if (!link || !config) return;
    run.emit({
      ...{ kind: 'linkUsed', link: id, unit: link.unit, task: taskId, node: task.node },
      ...{ signer, by: link.by },
      ...(outcome !== undefined && { outcome }),
    });
    const variables = { ...command.variables, ...filledBy(config, signer, run.at) };
    completeOverLink(run, task, { command: { ...command, variables }, link: id });
  },
};

/** As everybody's completion is checked. */
function completionOf(
  asked: Asked<LinkCommand & { kind: 'useLink' }>,
  config: LinkConfig | undefined,
): Asked<Command & { kind: 'completeTask' }> {
  const { task, outcome, reason, variables, signer } = asked.command;
  const filled = config ? filledBy(config, signer, asked.at) : {};
  return {
    ...asked,
    command: {
      ...{ kind: 'completeTask', task, variables: { ...variables, ...filled } },
      ...(outcome !== undefined && { outcome }),
      ...(reason !== undefined && { reason }),
    },
  };
}

const longest = 100;

function refuseSigner(signer: Signer): Refusal | undefined {
  const isSaid = (text: string) => text.trim() !== '' && text.length <= longest;
  if ([signer.unit, signer.name, signer.post, signer.phone].every(isSaid)) return undefined;
  return refusal('bad-input', {
    zh: '请填写签收人的单位、姓名、职务和电话',
    en: 'Expected the unit, name, post and phone of whoever signs, each in at most 100 characters',
  });
}

/** The same for a link that never was, is over or was revoked: who tries learns nothing. */
const notThere = (): Refusal =>
  refusal('not-found', {
    zh: '链接无效、已过期或已作废',
    en: 'Expected a link that is valid, but it is not, is over or was revoked',
  });

/** Each command of this subject with what allows it and what it does. */
export const linkRules: CommandRules<LinkCommand> = { makeLink, revokeLink, useLink };
