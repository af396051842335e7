import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createCodec, type CodecSources } from './codec.ts';

export const payloadConverterPath = fileURLToPath(new URL('./payload-converter.ts', import.meta.url));
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.ts', import.meta.url));

/** The converter that the worker and every client of Temporal must share. */
export function createDataConverter(sources: CodecSources): DataConverter {
  return { payloadConverterPath, failureConverterPath, payloadCodecs: [createCodec(sources)] };
}
