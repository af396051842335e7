import { expect, test } from 'vitest';
import { contentEncoding, payloadConverter } from '../../worker/payload-converter.ts';
import type { Content } from '../../workflows/contract.ts';

/** As the codec hands content to the workflows: under its hash, as the text that is stored. */
const payload = (hash: string, content: unknown) => ({
  metadata: { encoding: Buffer.from(contentEncoding), hash: Buffer.from(hash) },
  data: Buffer.from(JSON.stringify(content)),
});
const read = (hash: string, content: unknown) =>
  payloadConverter.fromPayload<Content<{ nodes: { id: string }[] }>>(payload(hash, content));

test('cases that go by one model share it in memory', () => {
  const [one, other] = [read('model-a', { nodes: [] }), read('model-a', { nodes: [] })];
  expect(other.content).toBe(one.content);
  expect(read('model-b', { nodes: [] }).content).not.toBe(one.content);
});

test('none of them can change it for the others', () => {
  const { content } = read('model-c', { nodes: [{ id: 'plan' }] });
  expect(() => (content.nodes[0]!.id = 'other')).toThrow(TypeError);
  expect(() => content.nodes.push({ id: 'more' })).toThrow(TypeError);
});
