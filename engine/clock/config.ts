import type { DeadlineConfig, LadderStep, ProcessModel } from '../model.ts';
import type { Deadline } from './state.ts';
import type { DeadlineRule } from '../time/index.ts';

/** Ends of dates without a rule, where nothing says otherwise: with the office's day, and off days off. */
const dateRule: DeadlineRule = {
  amount: 0,
  unit: 'calendarDay',
  rollForward: true,
  endOfDay: 'closeOfBusiness',
  basis: '',
};

/** What the template says about a deadline; undefined for one that no template names. */
export function configOf(
  model: ProcessModel,
  { key, node, ofCase }: Pick<Deadline, 'key' | 'node' | 'ofCase'>,
): DeadlineConfig | undefined {
  const configs = ofCase ? model.caseDeadlines : model.nodes[node]?.deadlines;
  return configs?.find((config) => config.key === key);
}

/** How its days end, and by what they are counted. */
export function ruleOf(config: DeadlineConfig | undefined): DeadlineRule {
  return config?.rule ?? { ...dateRule, ...config?.ending };
}

/** Its own steps, else those that all deadlines of the process follow. */
export function ladderOf(model: ProcessModel, config: DeadlineConfig | undefined): LadderStep[] {
  return config?.ladder ?? model.ladder;
}
