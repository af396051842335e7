import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { open, seal, type CaseKey } from '../db/crypto.ts';
import { invariant } from '../errors.ts';
import { caseIdOf } from '../workflows/contract.ts';
import { InProcess } from './in-process.ts';
import { contentEncoding, inProcessEncoding } from './payload-converter.ts';
import { recent } from './recent.ts';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

export const encryptedEncoding = 'rectiflow/encrypted';

/** Where the codec finds what Temporal must not hold. */
export interface CodecSources {
  /** With which everything of this case is encrypted. */
  keyOf(caseId: string): Promise<CaseKey>;
  /** What is stored under this hash: plain JSON. */
  contentOf(contentHash: string): Promise<unknown>;
}

/** Far more than there are commits under way at once. */
const mostInProcess = 2000;

/** Bytes from which a payload is deflated before it is encrypted. Below, the gain is less than the work. */
const worthDeflating = 600;

/**
 * What goes to Temporal is encrypted under the key of its case, which the workflow id names; content goes as its hash, and
 * what stays in the process as a name.
 * Without a case there is no key: such a payload is refused rather than sent in clear.
 */
export function createCodec(sources: CodecSources): PayloadCodec {
  const { keyOf } = sources;
  const inProcess = new InProcess(mostInProcess);
  const contentOf = recent(200, async (hash) => Buffer.from(JSON.stringify(await sources.contentOf(hash))));
  return {
    encode: (payloads, context) => Promise.all(payloads.map((payload) => encodeOne(payload, context))),
    decode: (payloads) => Promise.all(payloads.map(decodeOne)),
  };

  async function encodeOne(payload: Payload, context?: SerializationContext): Promise<Payload> {
    const encoding = encodingOf(payload);
    if (encoding === contentEncoding) return payload;
    if (encoding === inProcessEncoding)
      return { ...payload, data: Buffer.from(inProcess.put(payload.data!)) };
    if (context === undefined && isErrorText(payload)) return hiddenErrorText;
    const caseId = context?.workflowId === undefined ? undefined : caseIdOf(context.workflowId);
    invariant(
      caseId,
      `Expected a payload of a case, but found one of ${context?.workflowId ?? 'no workflow'}`,
    );
    const metadata = { encoding: Buffer.from(encryptedEncoding), case: Buffer.from(caseId) };
    return { metadata, data: seal(await keyOf(caseId), packed(payload), placeOf(caseId)) };
  }

  async function decodeOne(payload: Payload): Promise<Payload> {
    switch (encodingOf(payload)) {
      case contentEncoding:
        return { ...payload, data: await contentOf(textOf(payload.metadata!.hash!)) };
      case inProcessEncoding:
        return { ...payload, data: inProcess.get(textOf(payload.data!)) };
      case encryptedEncoding: {
        const caseId = textOf(payload.metadata!.case!);
        return unpacked(open(await keyOf(caseId), payload.data!, placeOf(caseId)));
      }
      default:
        return payload;
    }
  }
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const encodingOf = ({ metadata }: Payload): string => textOf(metadata?.encoding ?? new Uint8Array());
/**
 * What an error said, when Temporal's SDK reports one before it knows whose it is: a workflow task that could not be decoded
 * because PostgreSQL was away. It must go through, or the worker ends; what it said stands in the worker's log alone.
 */
function isErrorText(payload: Payload): boolean {
  if (encodingOf(payload) !== 'json/plain') return false;
  const value: unknown = JSON.parse(textOf(payload.data!));
  return (
    typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'message,stack_trace'
  );
}
const hiddenErrorText: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify({ message: "The worker's log says what went wrong", stack_trace: '' })),
};

const placeOf = (caseId: string): string => `temporal|${caseId}`;

/** One byte that says whether the rest is deflated, then Temporal's message. */
function packed(payload: Payload): Uint8Array {
  const plain = PayloadMessage.encode(payload).finish();
  const isDeflated = plain.length >= worthDeflating;
  return Buffer.concat([
    Buffer.of(isDeflated ? 1 : 0),
    isDeflated ? deflateRawSync(plain, { level: 1 }) : plain,
  ]);
}

function unpacked(bytes: Uint8Array): Payload {
  const rest = bytes.subarray(1);
  return PayloadMessage.decode(bytes[0] === 1 ? inflateRawSync(rest) : rest);
}
