import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { isWorthRetrying } from './problem.ts';

/** UUID version 4. Not `crypto.randomUUID`, which is missing on plain http outside localhost. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Chooses the Idempotency-Key of an action. The key stays the same while it is not known whether the action
 * arrived: pressing again after an outage repeats the first one and does nothing twice. Another content, or an answer, ends it.
 */
export class IntendedAction {
  #open: { digest: string; key: string } | undefined;

  keyFor(input: unknown): string {
    const digest = JSON.stringify(input) ?? '';
    if (this.#open?.digest !== digest) this.#open = { digest, key: newKey() };
    return this.#open.key;
  }

  answered(): void {
    this.#open = undefined;
  }
}

interface IntentOptions<R> {
  onSuccess?: (result: R) => void | Promise<void>;
  onError?: (error: Error) => void;
}

/** A write that is safe to press again. Retries by itself three times while no answer comes. */
export function useIntent<I, R>(act: (input: I, key: string) => Promise<R>, options: IntentOptions<R> = {}) {
  const action = useRef<IntendedAction>(null);
  const mutation = useMutation<R, Error, { input: I; key: string }>({
    mutationFn: ({ input, key }) => act(input, key),
    retry: (failures, error) => failures < 3 && isWorthRetrying(error),
    retryDelay: (failures) => Math.min(1000 * 2 ** failures, 4000),
    // A paused mutation would wait in silence; we want the failure on the page.
    networkMode: 'always',
    onSuccess: async (result) => {
      action.current?.answered();
      await options.onSuccess?.(result);
    },
    onError: (error) => {
      if (!isWorthRetrying(error)) action.current?.answered();
      options.onError?.(error);
    },
  });
  return {
    run: (input: I) => {
      action.current ??= new IntendedAction();
      mutation.mutate({ input, key: action.current.keyFor(input) });
    },
    isRunning: mutation.isPending,
    error: mutation.error,
    result: mutation.data,
    reset: mutation.reset,
  };
}
