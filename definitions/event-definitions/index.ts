import type { EventReading } from '../reading.ts';
import { cancel } from './cancel.ts';
import { compensate } from './compensate.ts';
import { conditional } from './conditional.ts';
import { error } from './error.ts';
import { escalation } from './escalation.ts';
import { link } from './link.ts';
import { message } from './message.ts';
import { signal } from './signal.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every event definition that can be read, by its BPMN name. */
export const eventReadings: ReadonlyMap<string, EventReading> = new Map<string, EventReading>(
  [cancel, compensate, conditional, error, escalation, link, message, signal, terminate, timer].map(
    (reading) => [reading.type, reading],
  ),
);
