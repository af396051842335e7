import { z } from 'zod';
import { CandidateChoice } from '../resources/work.shapes.ts';
import { taskVerb } from '../verb-route.ts';
import { onTask } from './said.shapes.ts';

const AddSigners = z
  .strictObject({
    ...onTask,
    sign: z.enum(['before', 'after']),
    people: z.array(CandidateChoice).min(1).max(50),
  })
  .meta({ id: 'AddSigners' });
export type AddSigners = z.infer<typeof AddSigners>;

export const addSigners = taskVerb({
  path: 'add-signers',
  summary: { zh: '前加签、后加签', en: 'Add signers, before or after oneself' },
  body: AddSigners,
  verb: ({ sign }) => (sign === 'before' ? 'addSignersBefore' : 'addSignersAfter'),
  choosing: ({ people }) => ({ people, at: '/people', isList: true }),
  command: ({ said, body: { sign }, people }) => ({ kind: 'addSigners', ...said, sign, people }),
});
