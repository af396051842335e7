import type { WaitingPlace } from './element.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';

/** Begins to wait for what an event node catches. Errors and escalations are not waited for: they climb by themselves. */
export function wait(run: Run, place: WaitingPlace): void {
  const { events } = place.node;
  events.forEach(({ type, config }, event) => {
    const which = events.length > 1 ? { ...place, event } : place;
    run.behaviours.events[type]?.wait?.(run, which, config);
  });
}

/** Throws all that an event node throws. True: one of its definitions decides what becomes of the token. */
export function throwAll(run: Run, token: Token): boolean {
  let isDecided = false;
  for (const { type, config } of run.node(token.node).events) {
    if (run.behaviours.events[type]?.throw?.(run, token, config)) isDecided = true;
  }
  return isDecided;
}
