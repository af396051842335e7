import type { Refusal } from '../input.ts';
import type { Label } from '../json.ts';
import type { Node, ProcessModel } from '../model.ts';
import type { SubProcessConfig } from '../scope.ts';
import type { CaseState } from '../state.ts';
import type { Deadline } from './state.ts';
import { byId } from '../table.ts';
import { refusal } from '../work/not-allowed.ts';
import { configOf } from './config.ts';

/**
 * A request that a template makes of its own, by an event sub-process, about deadlines (`about`): it is taken while one of
 * them runs, and while nothing else is asked about them. No second request while one is pending, whichever kind was first.
 */
export function refuseAbout(
  model: ProcessModel,
  state: CaseState,
  subProcess: Pick<Node, 'name' | 'config'>,
): Refusal | undefined {
  const keys = aboutOf(subProcess);
  if (keys.length === 0) return undefined;
  const pending = (state.clockRequests ?? []).flatMap(({ what, deadline: id }) => {
    const deadline = byId(state.deadlines, id);
    return deadline && keys.includes(deadline.key) ? [{ what, deadline }] : [];
  })[0];
  if (pending) {
    const { zh, en } = inBoth(configOf(model, pending.deadline)?.name ?? { zh: pending.deadline.key });
    return refusal('not-allowed', {
      zh: `${zh}的${{ extension: '延期', suspension: '中止' }[pending.what]}申请正在审批，请等待结果`,
      en: `Expected nothing else to be asked about “${en}”, but a request for its ${pending.what} waits for a decision`,
    });
  }
  if (state.deadlines.some(({ key }) => keys.includes(key))) return undefined;
  const names = keys.map((key) => inBoth(nameOf(model, key)));
  return refusal('not-allowed', {
    zh: `${names.map(({ zh }) => zh).join('、')}未在计时，不能提出`,
    en: `Expected ${names.map(({ en }) => `“${en}”`).join(' or ')} to run, but it does not`,
  });
}

/** Why nothing more may be asked about this clock: a request of the template's own about it goes on. */
export function refuseBesideAbout(
  model: ProcessModel,
  state: CaseState,
  { key }: Pick<Deadline, 'key'>,
): Refusal | undefined {
  const going = state.tokens
    .map(({ node }) => model.nodes[node])
    .find((node) => node && aboutOf(node).includes(key));
  if (!going) return undefined;
  const { zh, en } = inBoth(going.name);
  return refusal('not-allowed', {
    zh: `“${zh}”正在审批，请等待结果`,
    en: `Expected nothing else to be asked about ${key}, but “${en}” waits for a decision`,
  });
}

const aboutOf = ({ config }: Pick<Node, 'config'>): string[] =>
  ((config ?? {}) as Partial<SubProcessConfig>).about ?? [];

/** As the template names the deadline of this key, wherever it stands. */
function nameOf({ nodes, caseDeadlines = [] }: ProcessModel, key: string): Label {
  const all = [...caseDeadlines, ...Object.values(nodes).flatMap(({ deadlines = [] }) => deadlines)];
  return all.find((deadline) => deadline.key === key)?.name ?? { zh: key };
}

const inBoth = ({ zh, en = zh }: Label) => ({ zh, en });
