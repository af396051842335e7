import { afterAll, inject } from 'vitest';
import { connectWorld, type World, type WorldOptions } from './connect-world.ts';

export { officer, startOf, until, type Beginning, type World } from './connect-world.ts';

const opened: World[] = [];
// Registered when the calling test file is read: vitest runs no hook that a running hook adds.
afterAll(() => Promise.all(opened.map((world) => world.close())));

/** A world on the run's Temporal, closed after the calling test file. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const world = await connectWorld(inject('temporalAddress'), options);
  opened.push(world);
  return world;
}
