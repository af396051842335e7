import { expect, test } from 'vitest';
import { elementReadings } from '../../definitions/elements/index.ts';
import { eventReadings } from '../../definitions/event-definitions/index.ts';
import { elements } from '../../engine/elements/index.ts';
import { eventDefinitions } from '../../engine/event-definitions/index.ts';

test('what can be read can be run, and what can be run can be read', () => {
  expect([...elementReadings.keys()].toSorted()).toEqual(Object.keys(elements).toSorted());
  expect([...eventReadings.keys()].toSorted()).toEqual(Object.keys(eventDefinitions).toSorted());
});

test('events name only event definitions that can be read', () => {
  const named = [...elementReadings.values()].flatMap(({ events = [] }) => events);
  expect(named.filter((type) => type !== 'none' && !eventReadings.has(type))).toEqual([]);
});
