import type { JsonObject } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { completeRound, isOpenTask, openScope } from './activities.ts';
import { possibleMoves } from './moves.ts';
import { allCatches, broadcast, occur } from './throwing.ts';
import {
  everyInstanceIn,
  everyScope,
  nodeOf,
  TooManyMoves,
  type Choose,
  type Instance,
  type Machine,
  type Scope,
  type Token,
  type World,
} from './world.ts';

/** What a user or the clock does to a case. `nth`: which of several alike, the oldest first. */
export type Action =
  | { do: 'complete'; node: string; nth: number; variables: JsonObject }
  | { do: 'message'; message: string }
  | { do: 'signal'; signal: string }
  | { do: 'tick'; at: number }
  | { do: 'mend'; node: string; nth: number; variables: JsonObject };

/** At most so many moves in one step; a model that needs more is not compared. */
const patience = 400;

/** A case begins. `choose` settles what the standard leaves open. */
export function begin(model: ProcessModel, start: { at: number; data: JsonObject }, choose: Choose): World {
  const world = { now: start.at, status: 'active', outcome: '', data: start.data, lastId: 0 } as World;
  Object.assign(world, { due: [], happened: [], moves: 0 });
  const m: Machine = { model, world, choose };
  world.root = openScope(m, nodeOf(m, model.process));
  settle(m);
  return world;
}

/** One input. The world given is left as it was. */
export function act(model: ProcessModel, before: World, action: Action, choose: Choose): World {
  const world = structuredClone(before);
  const m: Machine = { model, world, choose };
  world.happened = [];
  world.moves = 0;
  switch (action.do) {
    case 'complete': {
      const open = openTasks(world, model).filter(({ instance }) => instance.node === action.node)[
        action.nth
      ];
      if (!open) throw new Error(`Expected an open task ${action.node} ${action.nth}`);
      Object.assign(world.data, action.variables);
      completeRound(m, open.scope, open.instance);
      break;
    }
    case 'message': {
      const [first] = allCatches(m).filter(
        ({ waiting }) => waiting.kind === 'message' && waiting.name === action.message,
      );
      if (!first) throw new Error(`Expected somebody to wait for message ${action.message}`);
      occur(m, first.owner, first.waiting.event);
      break;
    }
    case 'signal':
      broadcast(m, action.signal);
      break;
    case 'tick':
      world.now = action.at;
      world.due = allCatches(m)
        .filter(({ waiting }) => waiting.due !== undefined && waiting.due <= world.now)
        .map(({ owner, waiting }) => ({ owner, event: waiting.event }));
      break;
    case 'mend': {
      Object.assign(world.data, action.variables);
      const faulty = faults(world).filter(({ node }) => node === action.node)[action.nth];
      if (!faulty) throw new Error(`Expected a fault at ${action.node}`);
      delete faulty.fault;
    }
  }
  settle(m);
  return world;
}

/** Moves what can move until nothing can. */
function settle(m: Machine): void {
  const { world } = m;
  for (;;) {
    const moves = world.status === 'active' ? possibleMoves(m) : [];
    const move = moves[moves.length > 1 ? m.choose(moves) : 0];
    if (!move) return;
    world.moves += 1;
    if (world.moves > patience) throw new TooManyMoves(`Expected rest after ${patience} moves`);
    move.make();
  }
}

export function openTasks(world: World, model: ProcessModel): { scope: Scope; instance: Instance }[] {
  if (world.status !== 'active') return [];
  return everyScope(world.root)
    .flatMap(({ scope }) => scope.running.flatMap(everyInstanceIn).map((instance) => ({ scope, instance })))
    .filter(({ instance }) => isOpenTask({ model, world, choose: () => 0 }, instance))
    .sort((a, b) => a.instance.id - b.instance.id);
}

export function faults(world: World): Token[] {
  if (world.status !== 'active') return [];
  return everyScope(world.root)
    .flatMap(({ scope }) => scope.tokens.filter(({ fault }) => fault !== undefined))
    .sort((a, b) => a.id - b.id);
}
