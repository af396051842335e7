import type { TemplateVersionRecord } from '../db/templates.ts';
import { writableFields } from '../definitions/form.ts';
import { correlationOf } from '../engine/event-definitions/message-event-definition.ts';
import { refuse } from '../engine/refuse.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import type { CaseFile } from './case-file.ts';
import { withDates } from './date-words.ts';
import { formOf, valuesFor } from './forms.ts';
import { actorOf, type User } from './policy.ts';
import type { PossibleMessage } from './resources/cases.shapes.ts';
import { settingsOf } from './template-settings.ts';

/**
 * What the template offers to send (such as a request to make an item ongoing), as far as the case waits for it now. The
 * engine's own check decides whether it may be sent; where it may not, as another request is pending, it says why.
 */
export function possibleMessages(
  file: CaseFile,
  version: TemplateVersionRecord,
  user: User,
): PossibleMessage[] {
  const waiting = file.state.subscriptions;
  return settingsOf(version.settings).messages.flatMap(({ name, names, form: key }) => {
    const subscription = waiting.find(({ awaits }) => awaits.kind === 'message' && awaits.message === name);
    if (!subscription) return [];
    const refusal = refuse({
      model: file.model,
      state: file.state,
      actor: actorOf(user, file.row.template),
      at: file.state.at,
      command: {
        kind: 'sendMessage',
        message: name,
        messageId: '',
        correlation: correlationOf(subscription),
        variables: {},
      },
    });
    const form = formOf(version.forms, key);
    const known = form ? valuesFor(form, variablesSeenBy(file.state, subscription.token)) : {};
    // A new request begins empty; what it only shows is filled in.
    const writable = new Set(form ? writableFields(form) : []);
    const values = Object.fromEntries(Object.entries(known).filter(([field]) => !writable.has(field)));
    const because = refusal ? withDates(refusal.texts, refusal.data) : null;
    return [{ message: name, name: names, node: subscription.node, form, values, because }];
  });
}
