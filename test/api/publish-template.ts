import type { Client, Office } from './office.ts';

/** Publishes a template through the API, as the office does: made from the file, its forms added, and put in force. */
export async function publishTemplate(
  office: Pick<Office, 'as'>,
  { key, name, xml, forms = [] }: { key: string; name: string; xml: string; forms?: object[] },
): Promise<void> {
  const bureau = await office.as('chenjianguo');
  const made = await bureau.post('/templates', { key, name: { zh: name }, from: { kind: 'file', xml } });
  if (made.status !== 201) throw new Error(made.text);
  const { revision } = made.body;
  const saved = await bureau.put(`/templates/${key}/draft`, { xml, forms, revision });
  if (saved.status !== 200) throw new Error(saved.text);
  const published = await bureau.post(`/templates/${key}/versions`, { revision: saved.body.revision });
  if (published.status !== 201) throw new Error(published.text);
}

/** A case of a template without a start form, begun by this person. */
export async function begin(by: Client, template: string): Promise<string> {
  const opened = await by.post('/cases', { template, values: {} });
  if (opened.status !== 201) throw new Error(opened.text);
  return opened.body.caseId;
}

/** Every line of a case's timeline as its readers see it, oldest first. */
export async function linesOf(client: Client, caseId: string): Promise<string[]> {
  const { body } = await client.get(`/cases/${caseId}/timeline?limit=200`);
  return body.items.map(({ text, who }: { text: { zh: string }; who: { name: { zh: string } } }) =>
    `${who.name.zh} ${text.zh}`.trim(),
  );
}
