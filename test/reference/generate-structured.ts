import fc from 'fast-check';
import type { ProcessModel } from '../../engine/model.ts';
import { Drawing, events } from './drawing.ts';
import { drawHandlers, handlerPlan, type HandlerPlan } from './generate-handlers.ts';
import { drawAdHoc, marker, type Around } from './generate-activities.ts';

/** A block has one way in and one way out, so that any may stand in any other. */
export interface Block {
  kind: (typeof kinds)[number];
  /** Chooses between what the kind leaves open: conditions, triggers, codes, markers. */
  detail: number;
  marker: number;
  parts: Block[];
  handlers: HandlerPlan[];
}

const kinds = [
  ...[
    'user',
    'user',
    'user',
    'manual',
    'receive',
    'sequence',
    'parallel',
    'choice',
    'inclusive',
    'discriminator',
  ],
  ...['repeat', 'race', 'caught', 'beside', 'sub', 'sub', 'transaction', 'adHoc', 'undo', 'tell', 'pairs'],
] as const;

function blockOf(depth: number): fc.Arbitrary<Block> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    detail: fc.nat(59),
    marker: fc.nat(19),
    parts: depth === 0 ? fc.constant([]) : fc.array(blockOf(depth - 1), { maxLength: 2, size: 'max' }),
    handlers: fc.array(handlerPlan, { maxLength: 1, size: 'max' }),
  });
}

export const structured: fc.Arbitrary<ProcessModel> = fc
  .array(blockOf(2), { minLength: 1, maxLength: 4, size: 'max' })
  .map((parts) => {
    const drawing = new Drawing();
    drawBody(drawing, parts, { kind: 'process', canUndo: true });
    return drawing.model();
  });

type Ends = [first: string, last: string];

/** Start, blocks one after another, end. */
function drawBody(drawing: Drawing, parts: Block[], around: Around): void {
  const start = drawing.add('startEvent');
  const end = drawing.add('endEvent');
  const [first, last] = drawRow(drawing, parts, around);
  drawing.flow(start, first);
  drawing.flow(last, end);
}

function drawRow(drawing: Drawing, parts: Block[], around: Around): Ends {
  const ends = parts.map((part) => drawBlock(drawing, part, around));
  ends.slice(1).forEach(([first], index) => drawing.flow(ends[index]?.[1] ?? '', first));
  const [first] = ends[0] ?? one(drawing.add('userTask'));
  return [first, ends.at(-1)?.[1] ?? first];
}

const one = (id: string): Ends => [id, id];

function drawBlock(drawing: Drawing, block: Block, around: Around): Ends {
  const { detail, parts } = block;
  const code = `E${1 + (detail % 2)}`;
  switch (block.kind) {
    case 'user': {
      // What needs two tokens stands in `pairs`.
      const id = drawing.add('userTask', block.marker < 5 ? marker(block) : {});
      if (block.marker >= 15 && around.canUndo) drawing.undo(id);
      return one(id);
    }
    case 'manual':
      return one(drawing.add('manualTask'));
    case 'receive': {
      const id = drawing.id('receive');
      return one(drawing.add('receiveTask', { events: events.message(id) }, id));
    }
    case 'sequence':
      return drawRow(drawing, parts, around);
    case 'parallel':
    case 'choice':
    case 'inclusive':
    case 'discriminator':
      return drawSplit(drawing, block, around);
    case 'repeat':
      return drawRepeat(drawing, block, around);
    case 'race':
      return drawRace(drawing, detail);
    case 'caught':
    case 'beside':
      return drawBoundary(drawing, block, around);
    case 'sub':
    case 'transaction':
      return drawSub(drawing, block, around);
    case 'adHoc':
      return one(drawAdHoc(drawing, detail));
    case 'undo':
      return one(
        drawing.add('intermediateThrowEvent', { events: around.canUndo ? events.compensate() : [] }),
      );
    case 'tell': {
      const definitions = [events.escalation(code), events.signal(`S${1 + (detail % 2)}`), []];
      return one(drawing.add('intermediateThrowEvent', { events: definitions[detail % 3] ?? [] }));
    }
    case 'pairs': {
      const first = drawing.add('userTask', { completionQuantity: 2 });
      const second = drawing.add('userTask', { startQuantity: 2 });
      drawing.flow(first, second);
      return [first, second];
    }
  }
}

const gateways = {
  parallel: ['parallelGateway', 'parallelGateway'],
  choice: ['exclusiveGateway', 'exclusiveGateway'],
  inclusive: ['inclusiveGateway', 'inclusiveGateway'],
  discriminator: ['parallelGateway', 'complexGateway'],
} as const;

function drawSplit(drawing: Drawing, { kind, detail, parts }: Block, around: Around): Ends {
  const [fork, merge] = gateways[kind as keyof typeof gateways];
  const split = drawing.add(fork);
  const config = { activationCondition: `= activationCount >= ${1 + (detail % 3)}` };
  const join = drawing.add(merge, merge === 'complexGateway' ? { config } : {});
  const isConditional = kind === 'choice' || kind === 'inclusive';
  const ways: Block[] = [plain, ...parts];
  ways.forEach((part, nth) => {
    const [first, last] = drawBlock(drawing, part, around);
    const condition = nth === 0 ? 'default' : `= ${nth % 2 === 0 ? 'a' : 'b'} >= ${(detail + nth) % 3}`;
    drawing.flow(split, first, isConditional && ways.length > 1 ? condition : undefined);
    drawing.flow(last, join);
  });
  return [split, join];
}

const plain: Block = { kind: 'user', detail: 0, marker: 9, parts: [], handlers: [] };

/** Again until a condition holds; somebody has to act in every round. */
function drawRepeat(drawing: Drawing, { detail, parts }: Block, around: Around): Ends {
  const [enter, leave] = [drawing.add('exclusiveGateway'), drawing.add('exclusiveGateway')];
  const [first, last] = drawRow(drawing, [plain, ...parts], around);
  const after = drawing.add('manualTask');
  drawing.flow(enter, first);
  drawing.flow(last, leave);
  drawing.flow(leave, after, `= a >= ${1 + (detail % 3)}`);
  drawing.flow(leave, enter, 'default');
  return [enter, after];
}

function drawRace(drawing: Drawing, detail: number): Ends {
  const [race, join] = [
    drawing.add('eventBasedGateway', { config: { isParallel: false } }),
    drawing.add('exclusiveGateway'),
  ];
  const told = drawing.id('told');
  const ways = [
    drawing.add('intermediateCatchEvent', { events: events.message(told) }, told),
    drawing.add('intermediateCatchEvent', { events: events.timer(1 + (detail % 4)) }),
    drawing.add('intermediateCatchEvent', { events: events.signal(`S${1 + (detail % 2)}`) }),
  ];
  for (const way of ways.slice(0, 2 + (detail % 2))) {
    drawing.flow(race, way);
    drawing.flow(way, join);
  }
  return [race, join];
}

/** An activity that can be interrupted, or beside which something can begin. */
function drawBoundary(drawing: Drawing, block: Block, around: Around): Ends {
  const [host] =
    block.parts.length > 0
      ? drawSub(drawing, { ...block, kind: 'sub' }, around)
      : one(drawing.add('userTask'));
  const isInterrupting = block.kind === 'caught';
  const outside = [
    events.timer(1 + (block.detail % 4)),
    events.message(drawing.id('told')),
    events.signal('S1'),
  ];
  const inside = [
    events.escalation('E1'),
    events.escalation(),
    ...(isInterrupting ? [events.error(), events.error('E1')] : []),
  ];
  const triggers = block.parts.length > 0 ? [...inside, ...outside] : outside;
  const event = drawing.boundary(host, triggers[block.detail % triggers.length] ?? [], isInterrupting);
  const then = drawing.add('userTask');
  drawing.flow(event, then);
  if (!isInterrupting) {
    drawing.flow(then, drawing.add('endEvent'));
    return one(host);
  }
  const join = drawing.add('exclusiveGateway');
  drawing.flow(host, join);
  drawing.flow(then, join);
  return [host, join];
}

/** A sub-process that may end in an error, an escalation or a cancellation where a condition says so. */
function drawSub(drawing: Drawing, block: Block, around: Around): Ends {
  const { detail, parts, handlers } = block;
  const isTransaction = block.kind === 'transaction';
  const markers = isTransaction || block.marker >= 5 ? {} : marker(block);
  const canUndo = around.canUndo && !markers.loop && !markers.standardLoop;
  const id = drawing.container(
    { type: isTransaction ? 'transaction' : 'subProcess', ...markers },
    (inner) => {
      const within: Around = { kind: isTransaction ? 'transaction' : 'sub', canUndo };
      const gate = inner.add('exclusiveGateway');
      const ends = [
        events.error('E1'),
        events.escalation('E1'),
        events.terminate(),
        events.error('E2'),
        events.signal('S2'),
      ];
      const bad = inner.add('endEvent', {
        events: isTransaction ? events.cancel() : (ends[detail % 5] ?? []),
      });
      const good = inner.add('endEvent');
      const start = inner.add('startEvent');
      const [first, last] = drawRow(inner, parts, within);
      inner.flow(start, first);
      inner.flow(last, gate);
      inner.flow(gate, bad, `= b = ${detail % 3}`);
      inner.flow(gate, good, 'default');
      drawHandlers(inner, handlers, within);
    },
  );
  if (block.marker >= 15 && canUndo) drawing.undo(id);
  if (!isTransaction) return one(id);
  const [event, join] = [drawing.boundary(id, events.cancel()), drawing.add('exclusiveGateway')];
  drawing.flow(event, join);
  drawing.flow(id, join);
  return [id, join];
}
