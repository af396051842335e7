import { expect, test } from 'vitest';
import { newCaseKey } from '../../db/crypto.ts';
import { createCodec } from '../../worker/codec.ts';
import { InProcess } from '../../worker/in-process.ts';
import { payloadConverter } from '../../worker/payload-converter.ts';
import { inProcess } from '../../workflows/contract.ts';

const key = newCaseKey();
const codec = () => createCodec({ keyOf: async () => key, contentOf: async () => ({}) });
const batch = { [inProcess]: true, caseId: 'c', events: [{ note: '张小明被打' }] };

test('arguments that stay in the process go to Temporal as a name, and come back whole, as often as they are asked for', async () => {
  const ours = codec();
  const [sent] = await ours.encode([payloadConverter.toPayload(batch)!]);
  expect(Buffer.from(sent!.data!).toString()).toMatch(/^[\da-f-]{36}$/);
  expect(JSON.stringify(sent)).not.toContain('张小明');
  for (let attempt = 0; attempt < 2; attempt++) {
    const [back] = await ours.decode([sent!]);
    expect(payloadConverter.fromPayload(back!)).toEqual({ caseId: 'c', events: [{ note: '张小明被打' }] });
  }
});

test('another process cannot know them, and says so', async () => {
  const [sent] = await codec().encode([payloadConverter.toPayload(batch)!]);
  await expect(codec().decode([sent!])).rejects.toThrow('they are forgotten');
});

test('the oldest are forgotten', () => {
  const kept = new InProcess(2);
  const [first, second, third] = [1, 2, 3].map((byte) => kept.put(Uint8Array.of(byte)));
  expect(() => kept.get(first!)).toThrow('they are forgotten');
  expect([...kept.get(second!), ...kept.get(third!)]).toEqual([2, 3]);
});
