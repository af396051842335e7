import type { Draft } from './draft.ts';
import type { EngineEvent, EventBody } from './event.ts';
import type { CaseState } from './state.ts';

/** How events of one subject change the state, by their kind. The counterpart of a `switch` for subjects that keep to a file of their own. */
export type StateRules<E extends EventBody> = {
  [K in E['kind']]: (
    draft: Draft<CaseState>,
    event: Extract<E, { kind: K }> & Pick<EngineEvent, 'seq' | 'at' | 'actor' | 'firing'>,
  ) => void;
};
