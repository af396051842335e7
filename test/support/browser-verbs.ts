import type { Locator } from 'playwright-core';
import { seesAfterReloading, type Staff } from './browser-staff.ts';

/** Opens a verb's dialog from the list under 更多 and gives the dialog. */
export async function openVerb({ page }: Staff, verb: string): Promise<Locator> {
  await page.getByRole('button', { name: '更多', exact: true }).click();
  await page
    .getByRole('dialog', { name: '其他操作' })
    .getByRole('button', { name: new RegExp(`^${verb}`) })
    .click();
  const dialog = page.getByRole('dialog', { name: verb, exact: true });
  await dialog.waitFor();
  return dialog;
}

/** Finds somebody by name in a field for people, with keys alone, and takes the first who is found in this capacity. */
export async function pickPerson(
  place: Locator,
  field: string,
  [name, capacity]: [string, string],
): Promise<void> {
  const box = place.getByRole('combobox', { name: new RegExp(`^${field}`) });
  await box.fill(name);
  const option = place.getByRole('option', { name: `${name} · ${capacity}`, exact: true });
  await option.waitFor();
  for (;;) {
    await box.press('ArrowDown');
    if ((await option.getAttribute('aria-selected')) === 'true') break;
  }
  await box.press('Enter');
  await place.getByRole('button', { name: `移除${name}` }).waitFor();
}

/** Sends a dialog by its button, and waits until it is taken. */
export async function sendDialog(dialog: Locator, button: string): Promise<void> {
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/**
 * Sends a verb of the open task as a script would that knows its address, and gives what the server answered: for what
 * the page does not offer.
 */
export function sendByHand(
  { page }: Staff,
  verb: string,
  body: object,
): Promise<{ status: number; detail: string }> {
  return page.evaluate(
    async ([word, json]) => {
      const answer = await fetch(`/api${location.pathname}/${word}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: json,
      });
      const { detail = '' } = (await answer.json()) as { detail?: string };
      return { status: answer.status, detail };
    },
    [verb, JSON.stringify(body)] as const,
  );
}

/** The demonstration's mailbox holds a mail to this login with such a subject. */
export async function hasMail(reader: Staff, login: string, subject: string | RegExp): Promise<void> {
  await reader.page.goto(`/mailbox?q=${login}`);
  await seesAfterReloading(reader, subject);
}
