import { z } from 'zod';
import { listUnits } from '../../db/organisation.ts';
import type { JsonObject } from '../../engine/json.ts';
import { dueOn } from '../../engine/time/index.ts';
import type { VerbConfig } from '../../engine/work/model.ts';
import { AppError } from '../../errors.ts';
import { timeSense } from '../deadlines.ts';
import { momentOf } from '../moment.ts';
import { DateOnly, Key, Reason, TaskKey, Values } from '../resources/label.shapes.ts';
import { CandidateChoice } from '../resources/work.shapes.ts';
import { caseVerb, type CaseAct } from '../verb-route.ts';
import { said } from './said.shapes.ts';

/** What a case has beside its diagram: tasks, cases within it, units that take part. */

/** A task that the diagram does not know, beside the one from which it is added. */
const AddTask = z
  .strictObject({
    taskKey: TaskKey,
    name: z.string().trim().min(1).max(100),
    people: z.array(CandidateChoice).min(1).max(50),
    form: Key.optional(),
    instruction: z.string().trim().max(2000).optional(),
    /** The day on which it is to be done, until the close of business. */
    dueDate: DateOnly.optional(),
    ...said,
  })
  .meta({ id: 'AddTask' });
export type AddTask = z.infer<typeof AddTask>;

export const addTask = caseVerb({
  path: 'tasks',
  summary: { zh: '增加流程之外的任务', en: 'Add a task that the diagram does not know' },
  body: AddTask,
  verb: 'addTask',
  choosing: ({ people }) => ({ people, at: '/people', isList: true }),
  async command(act) {
    const { people, task, config, said } = act;
    const { name, form, instruction, dueDate } = act.body;
    refuseOffer(config, form, '/form');
    return {
      kind: 'addTask',
      name: { zh: name },
      people,
      ...(form !== undefined && { form }),
      ...(instruction !== undefined && { instruction: { zh: instruction } }),
      ...(dueDate !== undefined && { due: await closeOfBusiness(act, dueDate) }),
      task: task!,
      ...said,
    };
  },
});

const AddSubCase = z
  .strictObject({
    taskKey: TaskKey,
    template: Key,
    name: z.string().trim().min(1).max(100),
    values: Values.default({}),
    ...said,
  })
  .meta({ id: 'AddSubCase' });
export type AddSubCase = z.infer<typeof AddSubCase>;

export const addSubCase = caseVerb({
  path: 'sub-cases',
  summary: { zh: '增加子事项', en: 'Add a case within this one' },
  body: AddSubCase,
  verb: 'addSubCase',
  command({ task, config, said, body: { template, name, values } }) {
    refuseOffer(config, template, '/template');
    return {
      kind: 'addSubCase',
      template,
      name: { zh: name },
      variables: values as JsonObject,
      task: task!,
      ...said,
    };
  },
});

const AddParticipant = z
  .strictObject({
    unit: Key,
    role: z.enum(['assist', 'informed', 'handler']),
    ...said,
    reason: Reason,
  })
  .meta({ id: 'AddParticipant' });
export type AddParticipant = z.infer<typeof AddParticipant>;

export const addParticipant = caseVerb({
  path: 'participants',
  summary: { zh: '增加参与单位', en: 'Let another unit take part' },
  body: AddParticipant,
  verb: 'addParticipant',
  async command({ scoped, said, body: { unit, role, reason } }) {
    const units = await scoped(listUnits);
    if (!units.some(({ id }) => id === unit))
      throw new AppError('bad-input', `Expected a unit, but found ${unit}`, {
        details: [{ at: '/unit', message: '没有此单位，请重新选择 / no such unit: choose again' }],
      });
    return { kind: 'addParticipant', unit, role, ...said, reason };
  },
});

/** Only the forms and templates that the step lists may be added. */
function refuseOffer(config: VerbConfig | undefined, chosen: string | undefined, at: string): void {
  const offers = config?.offers;
  if (!config || chosen === undefined || offers?.includes(chosen)) return;
  throw new AppError('bad-input', `Expected one of ${offers?.join(', ') ?? 'none'}, but found ${chosen}`, {
    details: [{ at, message: '不在可选范围内，请从列表中选择 / choose one of those offered' }],
  });
}

/** The instant at which offices close on that day. */
async function closeOfBusiness(
  { user, scoped, dependencies }: CaseAct<AddTask>,
  date: string,
): Promise<string> {
  const moment = momentOf(user, dependencies.now());
  const { calendar, today } = await scoped((tx) => timeSense(tx, moment));
  if (date < today) {
    throw new AppError('bad-input', `Expected a date from ${today} on, but found ${date}`, {
      details: [{ at: '/dueDate', message: '不能早于今天 / not before today' }],
    });
  }
  return dueOn(date, { rollForward: true, endOfDay: 'closeOfBusiness' }, calendar).due;
}
