import { actOnTask, type TaskRequest } from '../task-command.ts';
import { checkedSaidOn, offered, onTask, saidOn } from '../task-verb.ts';
import { route } from '../route.ts';
import { AddSigners, RemoveSigner, WithReason } from './task-verbs.shapes.ts';

/** Who decides beside the handler of a task. */
export const signers = [
  route({
    ...onTask,
    path: '/tasks/:taskKey/add-signers',
    summary: { zh: '前加签、后加签', en: 'Add signers, before or after oneself' },
    body: AddSigners,
    handle: (request: TaskRequest<AddSigners>, dependencies) =>
      actOnTask(request, dependencies, async (task) => {
        const { sign, people } = request.body;
        const verb = sign === 'before' ? 'addSignersBefore' : 'addSignersAfter';
        return offered(request, dependencies, {
          task,
          verb,
          choosing: { people, at: '/people', isList: true },
          commandFor: (people) => ({ kind: 'addSigners', ...saidOn(request, task), sign, people }),
        });
      }),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/remove-signer',
    summary: { zh: '减签：移除加签人员', en: 'Remove a signer who was added' },
    body: RemoveSigner,
    handle: (request: TaskRequest<RemoveSigner>, dependencies) =>
      actOnTask(
        request,
        dependencies,
        (task) =>
          offered(request, dependencies, {
            task,
            verb: 'removeSigner',
            commandFor: () => ({
              kind: 'removeSigner',
              ...saidOn(request, task),
              reason: request.body.reason,
            }),
          }),
        // By whoever added them: the case knows.
        { isForHandlers: false },
      ),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/recuse',
    summary: { zh: '回避：退出共同办理', en: 'Recuse oneself from deciding together' },
    body: WithReason,
    handle: (request: TaskRequest<WithReason>, dependencies) =>
      actOnTask(request, dependencies, async (task) => ({
        command: {
          kind: 'recuse',
          ...(await checkedSaidOn(request, dependencies, task)),
          reason: request.body.reason,
        },
      })),
  }),
];
