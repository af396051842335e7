import type { EngineEvent } from '../engine/event.ts';
import type { Label } from '../engine/json.ts';
import { byId } from '../engine/table.ts';
import { nodeOf } from '../engine/work/added-nodes.ts';
import type { CaseFile } from './case-file.ts';
import { handler, personNameOrNull, type Names, type People } from './names.ts';
import type { AddedWork } from './resources/diagram.shapes.ts';
import type { Signer } from './resources/work.shapes.ts';
import { signersOfTask } from './signing-view.ts';

interface Context {
  names: Names;
  people: People;
  /** Nodes with a deadline that was missed and that the reader sees. */
  late: ReadonlySet<string>;
  /** Cases that the reader sees among those that this one called. */
  seen: ReadonlySet<string>;
}

type Of<K extends EngineEvent['kind']> = EngineEvent & { kind: K };

/** Tasks and cases that people added to this case, in the order in which they did, and then the signers of all its steps. */
export function addedWork(file: CaseFile, context: Context): AddedWork[] {
  const added = file.events
    .filter((event) => event.kind === 'nodeAdded')
    .map((event) => addedNode(file, context, event));
  const signers = rootsOfSigners(file.events).flatMap(({ task, node }) =>
    signersOfTask(task, { file, ...context }).map((signer) => addedSigner(file, signer, node)),
  );
  return [...added, ...signers];
}

function addedNode(file: CaseFile, context: Context, event: Of<'nodeAdded'>): AddedWork {
  const { model, state, events, row } = file;
  const { node } = event;
  const tasks = events.filter(
    (each) => each.kind === 'taskCreated' && each.task.node === node,
  ) as Of<'taskCreated'>[];
  const task = tasks.findLast((each) => each.task.addedTo === undefined)?.task;
  const now = task && (byId(state.tasks, task.id) ?? task);
  const call = events.findLast((each) => each.kind === 'callStarted' && each.call.node === node) as
    Of<'callStarted'> | undefined;
  const called = call?.call.caseId;
  return {
    node,
    kind: event.config['type'] === 'callActivity' ? 'subCase' : 'task',
    from: event.from ?? null,
    name: nodeOf(model, state, node)?.name ?? { zh: node },
    state: stateOfNode(file, node),
    overdue: context.late.has(node),
    who: (now?.candidates ?? []).map((given) => handler(context.names, context.people, given)),
    addedBy: event.actor?.kind === 'person' ? personNameOrNull(context.people, event.actor.person) : null,
    taskKey: task ? `${row.caseId}:${task.id}` : null,
    caseId: called !== undefined && context.seen.has(called) ? called : null,
  };
}

function stateOfNode({ state, events }: CaseFile, node: string): AddedWork['state'] {
  if (state.incidents.some((incident) => incident.node === node)) return 'incident';
  if (state.tokens.some((token) => token.node === node)) return 'active';
  return events.some((event) => event.kind === 'elementCompleted' && event.node === node) ? 'done' : 'ended';
}

/** The tasks that nobody added as a signer and to which signers were added, with their nodes. */
function rootsOfSigners(events: readonly EngineEvent[]): { task: string; node: string }[] {
  const addedTo = new Map<string, string>();
  const roots = new Map<string, string>();
  for (const event of events) {
    if (event.kind !== 'taskCreated' || event.task.addedTo === undefined) continue;
    addedTo.set(event.task.id, event.task.addedTo);
    let root = event.task.addedTo;
    for (let above = addedTo.get(root); above !== undefined; above = addedTo.get(root)) root = above;
    roots.set(root, event.task.node);
  }
  return [...roots].map(([task, node]) => ({ task, node }));
}

function addedSigner({ state }: CaseFile, signer: Signer, host: string): AddedWork {
  const task = idIn(signer.taskKey);
  const waits = byId(state.tasks, task)?.waits !== undefined;
  return {
    node: task,
    kind: signer.sign === 'before' ? 'signerBefore' : 'signerAfter',
    from: signer.depth > 1 ? idIn(signer.under) : host,
    name: nameOf(signer),
    state:
      signer.state === 'open' ? (waits ? 'waiting' : 'active') : signer.state === 'done' ? 'done' : 'ended',
    overdue: false,
    who: signer.who,
    addedBy: signer.addedBy,
    taskKey: signer.taskKey,
    caseId: null,
  };
}

const idIn = (taskKey: string): string => taskKey.slice(taskKey.lastIndexOf(':') + 1);

/** 前加签：唐军. Who signs is what tells one signer of a step from the next. */
function nameOf({ sign, who }: Signer): Label {
  const zh = who.map(({ person, postName, unitName }) => person?.name ?? `${unitName.zh}${postName.zh}`);
  const en = who.map(
    ({ person, postName, unitName }) =>
      person?.name ?? `${postName.en ?? postName.zh}, ${unitName.en ?? unitName.zh}`,
  );
  return sign === 'before'
    ? { zh: `前加签：${zh.join('、')}`, en: `Signs before: ${en.join('; ')}` }
    : { zh: `后加签：${zh.join('、')}`, en: `Signs after: ${en.join('; ')}` };
}
