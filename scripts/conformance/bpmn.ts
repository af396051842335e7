import { join } from 'node:path';
import { compile } from '../../definitions/compile.ts';
import type { Problem } from '../../definitions/problem.ts';
import { parseCase, readCases, type BpmnCase } from './bpmn-case.ts';
import { expectationMisses } from './bpmn-expected.ts';
import { people, prepare } from './bpmn-prepare.ts';
import { Play } from './bpmn-steps.ts';
import { NotPlayable } from './bpmn-instance.ts';
import { World } from './bpmn-world.ts';
import type { CaseResult, SuiteResult } from './result.ts';

export const bpmnSources = ['bpmn-betsy-behaviour', 'bpmn-betsy-reject', 'bpmn-operaton', 'bpmn-flowable'];

/** What the runner saw of a case, for whoever looks into one. */
export interface CaseReport extends CaseResult {
  lines: string[];
}

/** Runs the cases of one file that are asked for. */
export async function runBpmn(
  folder: string,
  source: string,
  isWanted: (wanted: { id: string; feature: string }) => boolean = () => true,
): Promise<SuiteResult> {
  const cases: CaseResult[] = [];
  for (const raw of readCases(join(folder, `${source}.json.gz`)).filter(isWanted)) {
    const { lines: _, ...result } = await runCase(raw);
    cases.push(result);
  }
  return { source, cases };
}

export async function runCase(raw: { id: string; feature: string }): Promise<CaseReport> {
  const { id, feature } = raw;
  const lines: string[] = [];
  const verdict = (verdict: CaseResult['verdict'], reason?: string): CaseReport => ({
    id,
    feature,
    verdict,
    ...(reason !== undefined && { reason }),
    lines,
  });
  try {
    const parsed = parseCase(raw);
    if (typeof parsed === 'string') return verdict('unsupported', parsed);
    if (parsed.kind === 'reject') return await runReject(parsed, verdict, lines);
    return await runBehaviour(parsed, verdict, lines);
  } catch (error) {
    if (error instanceof NotPlayable) return verdict('unsupported', error.message);
    return verdict('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

type Verdict = (verdict: CaseResult['verdict'], reason?: string) => CaseReport;

async function runBehaviour(wanted: BpmnCase, verdict: Verdict, lines: string[]): Promise<CaseReport> {
  const { models, refusals } = await prepare(wanted);
  const mayRefuse = wanted.expected.end_state?.split('|').includes('rejected') ?? false;
  const reasons = refusals.flatMap(({ process, problems }) =>
    problems.filter(({ severity }) => severity === 'error').map((problem) => `${process}: ${said(problem)}`),
  );
  lines.push(...reasons.map((reason) => `refused: ${reason}`));
  if (refusals.length > 0) return mayRefuse ? verdict('pass') : verdict('unsupported', reasons.join('; '));

  const world = new World(models, wanted.scripts);
  const play = new Play(world, { mayFail: mayFail(wanted.expected) });
  for (const [index, step] of wanted.steps.entries()) {
    const before = world.record.length;
    play.play(step, index + 1);
    lines.push(`${index + 1}. ${JSON.stringify(step)}`);
    lines.push(
      ...world.record
        .slice(before)
        .map(({ instance, event }) => `     ${instance.alias ?? instance.id} ${brief(event)}`),
    );
  }
  const scripted = new Set(wanted.scripts.map(({ element }) => element));
  const misses = [
    ...play.misses,
    ...expectationMisses(world, wanted.expected, { scripted, refusedTasks: play.refusedTasks }),
  ];
  lines.push(
    `wanted: ${JSON.stringify(wanted.expected)}`,
    `scripts that ran: ${world.probeRuns.map(({ element }) => element).join(', ')}`,
  );
  return misses.length === 0 ? verdict('pass') : verdict('fail', misses.join('; '));
}

/** Where the case wants a failure at some point, an incident is no miss by itself: the end is compared. */
function mayFail({ error, end_state: end = '' }: BpmnCase['expected']): boolean {
  return error !== undefined || end.split('|').includes('failed');
}

function brief({
  seq: _seq,
  at: _at,
  actor: _actor,
  kind,
  ...rest
}: {
  kind: string;
  seq: number;
  at: string;
  actor: unknown;
}) {
  return `${kind} ${JSON.stringify(rest)}`;
}

/**
 * What a template needs here beyond the standard: who does a task, which job a service does. A model refused for such a
 * reason alone is not refused for its fault.
 */
const ownNeeds = new Set([
  'assignment-missing',
  'job-missing',
  'script-missing',
  'script-language',
  'called-template-missing',
  'process-not-executable',
]);

/** A model that breaks the standard must be refused, and the element named. */
async function runReject(
  { bpmn_xml: xml }: BpmnCase,
  verdict: Verdict,
  lines: string[],
): Promise<CaseReport> {
  const result = await compile(xml, { people });
  const problems = result.ok ? result.warnings : result.problems;
  lines.push(...problems.map((problem) => `${problem.severity}: ${said(problem)}`));
  const faults = problems.filter(({ severity, code }) => severity === 'error' && !ownNeeds.has(code));
  if (faults.some(({ element }) => element !== '')) return verdict('pass', faults.map(said).join('; '));
  if (faults.length > 0)
    return verdict('fail', `refused, but no element is named: ${faults.map(said).join('; ')}`);
  const warned = problems.some(({ severity, element }) => severity === 'warning' && element !== '');
  return verdict('fail', warned ? `only warned: ${problems.map(said).join('; ')}` : 'accepted');
}

function said({ element, code, message }: Problem): string {
  return `${element || 'file'} [${code}] ${message.en ?? message.zh}`;
}
