import fc from 'fast-check';
import type { ProcessModel, UserTaskConfig } from '../../../engine/model.ts';
import type { Signing, Verb, VerbConfig } from '../../../engine/work/model.ts';
import { shapes, type Shape } from '../../reference/batch.ts';
import type { Choice } from './possible-inputs.ts';

export const posts = ['officer', 'head', 'clerk'].map((post) => ({ post, unit: 'school' }));
const offered: Verb[] = [
  ...(['return', 'withdraw', 'move', 'transfer', 'delegate', 'suspend'] as const),
  ...(['addSignersBefore', 'addSignersAfter', 'removeSigner'] as const),
];
const verbs: VerbConfig[] = offered.map((verb) => ({ verb, needs: [] }));

const signings: (Signing | undefined)[] = [
  ...[undefined, undefined, undefined],
  ...(['any', 'all', 'sequential'] as const).map((mode) => ({ mode })),
  { mode: 'vote', vote: { ratio: 50 } },
];

/** A random model whose steps offer every verb; several of its steps are signed by several, and some have a deadline. */
function peopled(model: ProcessModel, salt: number): ProcessModel {
  const nodes = Object.values(model.nodes).map((node, index) => {
    if (node.type !== 'userTask') return node;
    const signing = signings[(index * 7 + salt) % signings.length];
    const config: UserTaskConfig = {
      ...(node.config as unknown as UserTaskConfig),
      candidates: signing ? posts : posts.slice(0, 1),
      ...(signing && { signing }),
    };
    const deadlines = (index + salt) % 3 === 0 ? [{ key: `d${node.id}`, name: { zh: '期限' }, rule }] : [];
    return { ...node, config, deadlines } as unknown as typeof node;
  });
  return {
    ...model,
    keepsTrail: true,
    work: { verbs },
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
  };
}

const rule = { amount: 2, unit: 'calendarDay', rollForward: true, endOfDay: 'midnight', basis: '' };

export interface Trial {
  model: ProcessModel;
  choices: Choice[];
}

export function trials(shape: Shape): fc.Arbitrary<Trial> {
  const choice = fc.record({ pick: fc.nat(99), what: fc.nat(11), a: fc.nat(3), b: fc.nat(3) });
  const choices = fc.array(choice, { minLength: 1, maxLength: 30, size: 'max' });
  return fc
    .record({ model: shapes[shape], salt: fc.nat(20), choices })
    .map(({ model, salt, choices: made }) => ({ model: peopled(model, salt), choices: made }));
}
