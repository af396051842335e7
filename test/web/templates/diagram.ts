import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';
import rectiflow from '../../../definitions/rectiflow-moddle.json' with { type: 'json' };
import type { CreateModdle, Moddle } from '../../../web/pages/templates/edit/moddle.ts';

/** The same library that bpmn-js reads and writes files with, without its canvas. */
interface Library {
  fromXML(xml: string): Promise<{ rootElement: unknown }>;
  toXML(element: unknown): Promise<{ xml: string }>;
  create(type: string, properties: Record<string, unknown>): unknown;
}
const library = () => new BpmnModdle({ rf: rectiflow }) as unknown as Library;

export const shipped = readFileSync(
  new URL('../../../definitions/rectification-item/rectification-item.bpmn', import.meta.url),
  'utf8',
);

export const readDiagram = async (xml: string): Promise<Moddle> =>
  (await library().fromXML(xml)).rootElement as Moddle;

export const writeDiagram = async (definitions: Moddle): Promise<string> =>
  (await library().toXML(definitions)).xml;

export const create: CreateModdle = (type, properties) => library().create(type, properties) as Moddle;

/** The element of that id, wherever it stands. */
export function elementOf(container: Moddle, id: string): Moddle {
  const found = search(container, id);
  if (!found) throw new Error(`Expected an element '${id}' in the diagram`);
  return found;
}

function search(container: Moddle, id: string): Moddle | undefined {
  for (const name of ['rootElements', 'flowElements']) {
    for (const child of (container.get(name) as Moddle[] | undefined) ?? []) {
      const found = child.id === id ? child : search(child, id);
      if (found) return found;
    }
  }
  return undefined;
}
