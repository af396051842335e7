import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { nodeOf } from './added-nodes.ts';
import { refusal } from './not-allowed.ts';

/**
 * Whether nobody can take the task from those who have it (`stays` of `rf:people`): what the law asks of each of them, such as calling
 * the police, no superior keeps for himself or gives away.
 */
export function stays(model: ProcessModel, state: CaseState, { node }: Pick<OpenTask, 'node'>): boolean {
  const config = nodeOf(model, state, node)?.config as Partial<UserTaskConfig> | undefined;
  return config?.policies?.stays === true;
}

/** Why it cannot be claimed: that would keep the others out. */
export const notToClaim = refusal('not-allowed', {
  zh: '这一步每位办理人都可以直接办理，不必认领',
  en: 'Everyone who has this step can do it at once: there is nothing to claim',
});
