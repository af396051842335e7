import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
  type Payload,
  type PayloadConverterWithEncoding,
} from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding.js';
import { keepNewest } from '../db/keep-newest.ts';
import { inProcess, type Content, type ContentRef } from '../workflows/contract.ts';

/** Encoding of a payload that names content. On the wire its data is the hash; the codec puts the content there for us. */
export const contentEncoding = 'rectiflow/content';

/** Encoding of a payload that stays in the process (in-process.ts): for the codec JSON, and for Temporal a name. */
export const inProcessEncoding = 'rectiflow/in-process';

const inProcessConverter: PayloadConverterWithEncoding = {
  encodingType: inProcessEncoding,
  toPayload(value: unknown): Payload | undefined {
    if (typeof value !== 'object' || value === null || !(inProcess in value)) return undefined;
    return { metadata: { encoding: encode(inProcessEncoding) }, data: encode(JSON.stringify(value)) };
  },
  fromPayload: <T>({ data }: Payload): T => JSON.parse(decode(data!)) as T,
};

/**
 * Models and calendars that cases of this isolate count by: one for all of them, as content under a hash never changes. With one
 * for each case most of a worker's memory would be copies.
 */
const contents = new Map<string, object>();
const mostContents = 500;

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value) as unknown[])
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}

/**
 * `{ contentHash }`, with or without its content, travels as its hash alone. What comes back is `{ contentHash, content }`.
 * This file is also part of the workflows' bundle: nothing of Node may be imported here.
 */
const contentConverter: PayloadConverterWithEncoding = {
  encodingType: contentEncoding,
  toPayload(value: unknown): Payload | undefined {
    if (!isContentRef(value)) return undefined;
    const hash = encode(value.contentHash);
    return { metadata: { encoding: encode(contentEncoding), hash }, data: hash };
  },
  fromPayload<T>({ metadata, data }: Payload): T {
    const contentHash = decode(metadata!.hash!);
    const content = contents.get(contentHash) ?? deepFreeze(JSON.parse(decode(data!)) as object);
    keepNewest(contents, [contentHash, content], mostContents);
    return { contentHash, content } satisfies Content<unknown> as T;
  },
};

function isContentRef(value: unknown): value is ContentRef {
  if (typeof value !== 'object' || value === null || !('contentHash' in value)) return false;
  return (
    typeof value.contentHash === 'string' &&
    Object.keys(value).every((key) => key === 'contentHash' || key === 'content')
  );
}

/** The name is Temporal's: it loads this file by its path. */
export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new BinaryPayloadConverter(),
  contentConverter,
  inProcessConverter,
  new JsonPayloadConverter(),
);
