import type { Effect } from '../../engine/effect.ts';
import { evaluate } from '../../engine/feel.ts';
import type { Input } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import { byId } from '../../engine/table.ts';
import { fromEpochMs, toEpochMs } from '../../engine/time/index.ts';
import type { Probe } from './bpmn-case.ts';
import { NotPlayable, type Instance } from './bpmn-instance.ts';
import { probeJob } from './bpmn-prepare.ts';

/** One run of a script task: what it recorded, and when its work began and ended. */
export interface ProbeRun {
  element: string;
  startedAt: string;
  endedAt: string;
  read?: { name: string; value: JsonObject[string] };
}

/** A script task at work. */
export interface Work {
  of: Instance;
  job: string;
  startedAt: string;
  due: string;
  probe: Probe;
  variables: JsonObject;
}

/** The work that a job asks for, by the probe that stands for its script. */
export function workFor(
  of: Instance,
  { job, type, variables }: Effect & { kind: 'runJob' },
  { probes, now }: { probes: ReadonlyMap<string, Probe>; now: string },
): Work {
  const element = byId(of.state.jobs, job)?.node ?? '';
  const probe = probes.get(element);
  if (type !== probeJob || !probe)
    throw new NotPlayable(`no work is known for the job '${type}' of ${element}`);
  const due = fromEpochMs(toEpochMs(now) + (probe.effect?.delay_ms ?? 0));
  return { of, job, startedAt: now, due, probe, variables };
}

/** What the end of work records, and what it tells the case: its effect, or the error that it throws. */
export function endOf(
  { job, probe, startedAt, variables }: Work,
  at: string,
): { run: ProbeRun; input: Input } {
  const { set = {}, throw_bpmn_error: code, read } = probe.effect ?? {};
  const run: ProbeRun = {
    element: probe.element,
    startedAt,
    endedAt: at,
    ...(read !== undefined && { read: { name: read, value: variables[read] ?? null } }),
  };
  if (code !== undefined) {
    const error = { code, message: `thrown by ${probe.element}`, isBpmnError: true };
    return { run, input: { kind: 'jobFailed', at, job, error } };
  }
  const results = Object.entries(set).map(([name, text]) => [name, evaluate(`= ${text}`, variables, at)]);
  return {
    run,
    input: { kind: 'jobCompleted', at, job, variables: Object.fromEntries(results) as JsonObject },
  };
}
