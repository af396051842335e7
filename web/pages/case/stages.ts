import type { Step } from '../../../api/resources/diagram.shapes.ts';
import type { Label } from '../../../engine/json.ts';

export interface Stage {
  stage: string;
  name: Label | null;
  state: 'done' | 'now' | 'notYet';
}

/** The shared state words in the order in which a case goes through them. */
const order = [
  'draft',
  'registered',
  'assigned',
  'signed',
  'planning',
  'inProgress',
  'submitted',
  'checking',
  'publicNotice',
  'writtenOff',
  'archived',
  'lookBack',
];
/** Turns that a case may take and most do not: shown only when it has. */
const turns = new Set(['returned', 'extended', 'suspended', 'reopened']);

/**
 * The stages that a case's steps name, in the template's order where it names them all, else the shared ones in the order of
 * the domain and then its own; one is `now` as long as any of its steps waits.
 */
export function stagesOf(steps: Step[]): Stage[] {
  const stages = new Map<string, Stage>();
  for (const step of steps) {
    if (!step.stage) continue;
    const stage = stages.get(step.stage) ?? {
      stage: step.stage,
      name: step.stageName,
      state: 'notYet' as const,
    };
    if (step.state === 'active' || step.state === 'incident') stage.state = 'now';
    else if (step.state === 'done' && stage.state === 'notYet') stage.state = 'done';
    stages.set(step.stage, stage);
  }
  const own = new Map(steps.map((step) => [step.stage, step.stageOrder]));
  const allAreOwn = [...own].every(([stage, place]) => !stage || typeof place === 'number');
  const rank = (stage: string) =>
    !allAreOwn && order.includes(stage)
      ? order.indexOf(stage)
      : order.length + (own.get(stage) ?? steps.length);
  return [...stages.values()]
    .filter((one) => one.state !== 'notYet' || !turns.has(one.stage))
    .sort((a, b) => rank(a.stage) - rank(b.stage));
}
