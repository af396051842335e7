import type { EventReading } from '../reading.ts';
import { error } from './error.ts';
import { message } from './message.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every event definition that can be read, by its BPMN name. */
export const eventReadings: ReadonlyMap<string, EventReading> = new Map<string, EventReading>(
  [timer, message, error, terminate].map((reading) => [reading.type, reading]),
);
