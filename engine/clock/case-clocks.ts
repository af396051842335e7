import type { EventBody } from '../event.ts';
import type { CaseDeadlineConfig } from '../model.ts';
import type { Run } from '../run.ts';
import type { WorkItem } from '../state.ts';
import { byId } from '../table.ts';
import { closeDeadline } from './close.ts';
import { openDeadline } from './open.ts';

type ClockItem = WorkItem & { kind: 'caseClock' };

/** Deadlines of the case that run from its very start. */
export function firstCaseClocks({ model }: Run): ClockItem[] {
  return (model.caseDeadlines ?? []).flatMap(({ key, from }) =>
    from ? [] : [{ kind: 'caseClock', key, does: 'begin' } as const],
  );
}

/** What an event that is about to be applied means for the deadlines of the case itself. */
export function caseClocksMovedBy(run: Run, event: EventBody): ClockItem[] {
  const does = (config: CaseDeadlineConfig): ClockItem['does'] | undefined => {
    const { from, until = [] } = config;
    switch (event.kind) {
      case 'elementStarted':
        return from?.on === 'started' && from.node === event.node && !isBody(run, event.token)
          ? 'begin'
          : undefined;
      case 'elementCompleted':
        if (event.tokens.some((token) => isBody(run, token))) return undefined;
        if (until.includes(event.node)) return 'end';
        return from?.on === 'completed' && from.node === event.node ? 'begin' : undefined;
      case 'trailUndone':
        return event.nodes.some((node) => until.includes(node)) ? 'revive' : undefined;
      // No other moves a token.
      default:
        return undefined;
    }
  };
  return (run.model.caseDeadlines ?? []).flatMap((config) => {
    const what = does(config);
    return what ? [{ kind: 'caseClock', key: config.key, does: what } as const] : [];
  });
}

/** Instances of a loop are parts: only the activity as a whole begins and completes. */
const isBody = (run: Run, token: string): boolean => byId(run.state.tokens, token)?.index !== undefined;

/**
 * Begins, ends or gives back a deadline of the case. One that runs is not begun again: who takes a step back and repeats it
 * wins no time. What was ended by a step that is undone runs again as it was.
 */
export function moveCaseClock(run: Run, { key, does }: ClockItem): void {
  if (run.state.status !== 'active') return;
  const running = run.state.deadlines.find((deadline) => deadline.ofCase && deadline.key === key);
  switch (does) {
    case 'begin': {
      const config = run.model.caseDeadlines?.find((each) => each.key === key);
      if (config && !running) openDeadline(run, config);
      return;
    }
    case 'end':
      if (running) closeDeadline(run, running.id, true);
      return;
    case 'revive': {
      const ended = run.state.clocks?.ended.find((deadline) => deadline.key === key);
      if (ended && !running) run.emit({ kind: 'deadlineSet', deadline: ended });
      return;
    }
  }
}
