import type { EngineEvent } from '../../engine/event.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { CaseState } from '../../engine/state.ts';

/** A running case with the name that the steps give it; cases that were called or started by an event have none. */
export interface Instance {
  id: string;
  alias?: string;
  businessKey?: string;
  model: ProcessModel;
  state: CaseState;
}

/** Something that happened to some instance, in the order of the whole world. */
export interface Recorded {
  instance: Instance;
  event: EngineEvent;
}

/** What the engine asks for and this world does not give: the case is then `unsupported`, with this as its reason. */
export class NotPlayable extends Error {}
