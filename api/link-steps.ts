import { effectiveForm } from '../definitions/form.ts';
import { apply } from '../engine/apply.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { LinkConfig } from '../engine/link/config.ts';
import { agencyActor, linkConfigOf, serves } from '../engine/link/serving.ts';
import type { OneTimeLink } from '../engine/link/state.ts';
import type { Outcome, ProcessModel, UserTaskConfig } from '../engine/model.ts';
import { newState, type CaseState } from '../engine/state.ts';
import type { FieldAccess } from '../engine/work/model.ts';
import { noQuorum } from '../engine/work/outcomes.ts';
import type { CaseFile } from './case-file.ts';
import { formOf } from './forms.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Form, FormField } from './resources/forms.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import type { DeliveryAct } from './resources/one-time-links.shapes.ts';
import type { TaskOutcome } from './resources/tasks.shapes.ts';
import { outcomeName } from './timeline/line-context.ts';

/** What a step that an agency may do over a link is called in its eyes. */
export const linkName = (model: ProcessModel, node: string): Label =>
  linkConfigOf(model, node)?.name ?? model.nodes[node]?.name ?? { zh: node };

const configOf = (model: ProcessModel, node: string) =>
  (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;

/** Every step of the link's delivery that was done, in its order: over this link or another, or registered from paper. */
export function actsOf(
  { model, events }: Pick<CaseFile, 'model' | 'events'>,
  link: OneTimeLink,
): DeliveryAct[] {
  const steps = stepsOf(model, events, link);
  return events.flatMap((event) =>
    event.kind === 'taskCompleted' && steps.has(event.task)
      ? [
          {
            name: linkName(model, event.node),
            outcome: outcomeName(model, event.node, event.outcome) ?? null,
            at: event.at,
            isOverLink: event.actor?.kind === 'system' && event.actor.name === agencyActor.name,
          },
        ]
      : [],
  );
}

/** Ids of the tasks that the link was ever for: whose each was is asked of the case as it stood when the task was given. */
function stepsOf(model: ProcessModel, events: readonly EngineEvent[], link: OneTimeLink): Set<string> {
  const steps = new Set<string>();
  let state: CaseState = newState;
  for (const event of events) {
    state = apply(state, event);
    if (event.kind !== 'taskCreated' || !linkConfigOf(model, event.task.node)) continue;
    if (serves({ model, state, at: event.at }, link, event.task)) steps.add(event.task.id);
  }
  return steps;
}

/** Fields that are chosen from the county's own lists, which nobody outside sees. */
const inner = new Set<FormField['widget']>(['unit', 'units', 'person']);

/** The form of a step as the page without a login gives it: only what the step may write, and the signer does not say anyway. */
export function formOverLink(
  forms: JsonObject,
  { model, node }: { model: ProcessModel; node: string },
): Form | null {
  const { form: key, fields = {}, link } = configOf(model, node);
  const form = formOf(forms, key);
  if (!form || !link) return null;
  const own = effectiveForm(form, fields);
  const shown = own.layout.flatMap((section) => section.fields);
  const filled = new Set(link.fills.map(({ field }) => field));
  const hidden = shown.filter(
    ({ field, readOnly, widget }) => readOnly === true || filled.has(field) || inner.has(widget),
  );
  const access = Object.fromEntries(hidden.map(({ field }): [string, FieldAccess] => [field, 'hidden']));
  return effectiveForm(own, access);
}

/** How the step may come out, without what is waived for a link or filled from what the signer says. */
export function outcomesOverLink(model: ProcessModel, node: string): TaskOutcome[] {
  const { outcomes = [], link } = configOf(model, node);
  return outcomes
    .filter(({ key }) => key !== noQuorum)
    .map((offered) => {
      const { needs, requires } = askedOverLink(offered, link);
      return {
        ...{ key: offered.key, name: offered.name, verdict: offered.verdict ?? 'pass' },
        ...{ needsReason: needs.includes('reason'), needs, requires },
      };
    });
}

function askedOverLink(
  { needsReason, needs = [], requires = [] }: Outcome,
  link: LinkConfig | undefined,
): Pick<TaskOutcome, 'needs' | 'requires'> {
  const filled = new Set(link?.fills.map(({ field }) => field));
  const all = [...(needsReason ? (['reason'] as const) : []), ...needs];
  return {
    needs: all.filter((need) => link?.waives.includes(need) !== true),
    requires: requires.filter((field) => !filled.has(field)),
  };
}
