import type { ProcessModel } from '../../../engine/model.ts';
import type { CaseState } from '../../../engine/state.ts';

/** What holds of the open work of a case: each active step has its task, once, and each deadline its open step. */
export function checkWork({ model, state }: { model: ProcessModel; state: CaseState }): void {
  const { tokens, tasks, scopes, deadlines, incidents, work, trail } = state;
  const fail = (text: string) => {
    throw new Error(`Expected ${text}`);
  };
  for (const token of tokens) {
    if (!token.active || model.nodes[token.node]?.type !== 'userTask') continue;
    if (scopes.some((scope) => scope.token === token.id)) continue;
    const own = tasks.filter((task) => task.token === token.id);
    const isWaiting =
      work?.lookups.some((lookup) => lookup.token === token.id) ||
      incidents.some((each) => each.token === token.id);
    if (own.length === 0 && !isWaiting) fail(`the step ${token.node} of ${token.id} to have a task`);
    const rounds = work?.rounds.filter((round) => round.token === token.id) ?? [];
    if (rounds.length > 1) fail(`one round at ${token.id}, but found ${rounds.length}`);
    const plain = own.filter(({ round, addedTo }) => round === undefined && addedTo === undefined);
    if (plain.length > 1) fail(`one task at ${token.id}, but found ${plain.length}`);
    if (rounds.length > 0 && plain.length > 0) fail(`a round or a task at ${token.id}, but found both`);
  }
  for (const task of tasks) {
    const token = tokens.find(({ id }) => id === task.token);
    if (!token || token.node !== task.node) fail(`the task ${task.id} to lie where its token is`);
    const isRevision = tasks.some(({ token: on, added }) => on === task.token && added?.kind === 'revision');
    if (!token?.active && !isRevision) fail(`the step of task ${task.id} to be active`);
  }
  for (const { id, token } of deadlines)
    if (token !== undefined && !tokens.some((each) => each.id === token && each.active))
      fail(`the deadline ${id} to belong to an open step`);
  for (const { id } of work?.rounds ?? [])
    if (!tasks.some(({ round }) => round === id)) fail(`the round ${id} to wait for somebody`);
  const numbers = (trail?.firings ?? []).map(({ at }) => at);
  if (numbers.some((at, index) => index > 0 && at <= (numbers[index - 1] ?? 0)))
    fail('firings in their order');
  const alive = new Set(tokens.map(({ id }) => id));
  for (const { ended } of trail?.firings ?? [])
    for (const { id } of ended)
      if (alive.has(id)) fail(`the living token ${id} not to be remembered as ended`);
}
