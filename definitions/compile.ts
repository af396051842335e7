import type { DecisionModel } from '../engine/dmn/model.ts';
import type { ProcessModel } from '../engine/model.ts';
import { joinData } from './data-reading.ts';
import { feelFault } from './feel-check.ts';
import { joinCompensation } from './compensation-reading.ts';
import { joinNodes } from './join-nodes.ts';
import { readLanes } from './lane-reading.ts';
import { labelOf } from './label.ts';
import { joinLinks } from './link-reading.ts';
import { outcomeProblems } from './outcome-use.ts';
import { readCaseDeadlines } from './case-deadline-reading.ts';
import { deadlineTies } from './deadline-ties.ts';
import { readLadder } from './ladder-reading.ts';
import type { Problem } from './problem.ts';
import { findProcess } from './process-choice.ts';
import { readXml } from './read.ts';
import { readFlowElements, type ReadScope } from './read-scope.ts';
import type { ReadingContext } from './reading.ts';
import { childrenOf, extensionOf, type SourceElement } from './source-element.ts';
import { standardProblems } from './structure/index.ts';
import { joinProblems } from './structure/joins.ts';
import { structureProblems } from './structure.ts';
import { foreignContent, idReserved, refusedContent } from './unsupported.ts';
import { fromVendors, type VendorPeople } from './vendors/index.ts';
import { asTheyRun } from './vendors/leniency.ts';
import { speaksVendor } from './vendors/namespaces.ts';
import { readCaseWork } from './work/case-work-reading.ts';
import { keepsTrail, workProblems } from './work/work-checks.ts';

export type CompileResult =
  { ok: true; model: ProcessModel; warnings: Problem[] } | { ok: false; problems: Problem[] };

/** What the world has, to check the names in a template against. What is left out is not checked. */
export interface CompileOptions {
  posts?: Iterable<string>;
  units?: Iterable<string>;
  /** Keys of the forms of the template's package. */
  forms?: Iterable<string>;
  /** Types of jobs that the worker can do. */
  jobs?: Iterable<string>;
  /** Keys of templates that can be called. */
  templates?: Iterable<string>;
  /** Decision models of the template's package by file: they travel in the model. */
  decisions?: Record<string, DecisionModel>;
  /** Id of the process to compile where a file holds several. */
  process?: string;
  /** Who the users and groups of another engine's file are here. */
  people?: VendorPeople;
}

/**
 * BPMN 2.0 XML to a model that the engine runs, or everything that is wrong with it at once. Each problem names its
 * element, so that the editor can mark it. Nothing is skipped in silence: see `unsupported.ts`.
 */
export async function compile(xml: string, options: CompileOptions = {}): Promise<CompileResult> {
  const { definitions: written, namespaces, problems: unread } = await readXml(xml);
  if (!written) return { ok: false, problems: unread };
  const { definitions, problems: foreign } = fromVendors(written, { namespaces, people: options.people });
  const { process, problems: choice } = findProcess(definitions, options.process);
  if (!process) return { ok: false, problems: [...unread, ...choice] };
  if (process.id in {}) return { ok: false, problems: [...unread, idReserved(process)] };

  const context = { ...contextOf(definitions, options), lanes: readLanes(process) };
  const scope: ReadScope = {
    nodes: {},
    flows: {},
    sources: new Map([[process.id, process]]),
    problems: choice,
  };
  const { ladder, problems: ladderProblems } = readProcess(process, context, scope);
  const caseClocks = readCaseDeadlines(process, context);
  const { work, problems: workFaults } = readCaseWork(process, context);
  const draft = joinNodes(scope);
  joinData(process, scope);
  const ties = [...joinLinks(scope), ...joinCompensation(definitions, scope)];
  // With an element missing, much else seems to lead nowhere: that would only hide what is wrong.
  const isWhole = unread.length === 0 && !scope.problems.some(({ code }) => code === 'element-unsupported');
  const isVendor = speaksVendor(namespaces);
  const found = dropRepeats([
    ...unread,
    ...foreign.filter(({ element }) => scope.sources.has(element) || isShared(element, context)),
    ...scope.problems,
    ...ladderProblems,
    ...draft.problems.filter(({ element }) => !unread.some((problem) => problem.element === element)),
    ...ties,
    ...(isWhole ? structureProblems(scope, scope.sources) : []),
    ...(isWhole ? joinProblems(scope) : []),
    ...(unread.length === 0 ? standardProblems(definitions, { isVendor }) : []),
    ...workFaults,
    ...(isWhole ? workProblems(scope, process, work) : []),
    ...caseClocks.problems,
    ...deadlineTies(scope, { ladder, caseDeadlines: caseClocks.deadlines }),
    ...outcomeProblems(scope),
  ]);
  const problems = mostOf(asTheyRun(found, { isVendor }));
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const model: ProcessModel = {
    semantics: 1,
    process: process.id,
    name: labelOf(process) ?? { zh: process.id },
    nodes: scope.nodes,
    flows: scope.flows,
    ladder,
    ...(caseClocks.deadlines.length > 0 && { caseDeadlines: caseClocks.deadlines }),
    ...(work && { work }),
    ...(keepsTrail(scope.nodes, work) && { keepsTrail: true as const }),
    ...(options.decisions && { decisions: options.decisions }),
  };
  return { ok: true, model, warnings: problems };
}

/** What stands outside of all processes belongs to each of them; what stands in another process does not. */
function isShared(element: string, { roots }: ReadingContext): boolean {
  const root = roots.get(element);
  return element === '' || (root !== undefined && root.type !== 'process');
}

function contextOf(definitions: SourceElement, options: CompileOptions): ReadingContext {
  const set = (names: Iterable<string> | undefined) => (names === undefined ? undefined : new Set(names));
  return {
    feelFault,
    posts: set(options.posts),
    units: set(options.units),
    forms: set(options.forms),
    jobs: set(options.jobs),
    templates: set(options.templates),
    decisions: options.decisions && set(Object.values(options.decisions).flatMap(decisionsAndServices)),
    roots: new Map(childrenOf(definitions, 'rootElements').map((root) => [root.id, root])),
  };
}

function decisionsAndServices({ decisions, services }: DecisionModel): string[] {
  return [...Object.keys(decisions), ...Object.keys(services)];
}

function readProcess(process: SourceElement, context: ReadingContext, scope: ReadScope) {
  const { id } = process;
  scope.nodes[id] = {
    id,
    type: 'process',
    name: labelOf(process) ?? { zh: id },
    parent: '',
    incoming: [],
    outgoing: [],
    config: {},
    events: [],
    boundary: [],
    children: readFlowElements(process, context, scope),
    inputs: [],
    outputs: [],
  };
  scope.problems.push(...refusedContent(process, processReading), ...foreignContent(process));
  const ladder = extensionOf(process, 'rf:ladder');
  const { steps, problems } = ladder ? readLadder(ladder, context) : { steps: [], problems: [] };
  return { ladder: steps, problems };
}

const processReading = {
  type: 'process',
  attributes: ['isExecutable', 'isClosed', 'processType', 'definitionalCollaborationRef'],
  extensions: [
    'rf:ladder',
    'rf:deadline',
    'rf:verbs',
    'rf:suspension',
    'rf:excludedPerson',
    'rf:excludedPost',
  ],
};

/** More than that nobody reads at once. Errors come before warnings where some must be left out. */
const mostProblems = 1000;

function mostOf(problems: Problem[]): Problem[] {
  if (problems.length <= mostProblems) return problems;
  const [errors, warnings] = ['error', 'warning'].map((wanted) =>
    problems.filter(({ severity }) => severity === wanted),
  );
  return [...(errors ?? []), ...(warnings ?? [])].slice(0, mostProblems);
}

/** What says the same more plainly about the same element. */
const saidBy: Record<string, string[]> = {
  'implicit-end': ['leads-to-no-end'],
  'leads-to-no-end': ['leads-nowhere'],
  'boundary-unattached': ['reference-type'],
  'expression-empty': ['condition-empty'],
};

function dropRepeats(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  const said = new Set(problems.map(({ code, element }) => `${code} ${element}`));
  return problems.filter((problem) => {
    const { code, element } = problem;
    if (saidBy[code]?.some((other) => said.has(`${other} ${element}`))) return false;
    const key = JSON.stringify(problem);
    return !seen.has(key) && seen.add(key);
  });
}
