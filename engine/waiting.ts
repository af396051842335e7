import type { WaitingPlace } from './element.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';

/** Begins to wait for what an event node catches. Errors are not waited for: they climb by themselves. */
export function wait(run: Run, place: WaitingPlace): void {
  for (const { type, config } of place.node.events) run.behaviours.events[type]?.wait?.(run, place, config);
}

/** What an end event throws; answers false when it has nothing to throw and simply ends. */
export function end(run: Run, token: Token): boolean {
  const [definition] = run.node(token.node).events;
  const behaviour = definition && run.behaviours.events[definition.type];
  if (!definition || !behaviour?.end) return false;
  behaviour.end(run, token, definition.config);
  return true;
}
