import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '../../client/intent.ts';
import { saveDraft } from '../../client/tasks.ts';
import type { FormValues } from '../../parts/schema-form/field-schema.ts';

/** How long typing goes on before what stands there is saved. */
const saveEvery = 2_000;
const tryAgainAfter = 5_000;

/**
 * What could not be saved yet, by person and task, while this page is open: when the session ends in the middle of a
 * sentence the log-in takes the form's place, and the sentence is there again afterwards. Never written to the device.
 */
const unsent = new Map<string, FormValues>();

export const unsentDraft = (draftKey: string): FormValues | undefined => unsent.get(draftKey);

export type DraftState =
  { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed' };

interface DraftOptions {
  taskKey: string;
  /** Person and task: nobody gets another's words. */
  draftKey: string;
  savedAt: string | null;
  isOn: boolean;
  /** The reader completed it: what stands in the form is what they sent. */
  isSent: boolean;
}

/**
 * Saves what is typed by itself, as it is: nothing is checked. While someone types it is saved every two seconds;
 * a failed saving is tried again until it succeeds, and the last words are sent when the page is left.
 */
export function useDraft(values: FormValues, { taskKey, draftKey, savedAt, isOn, isSent }: DraftOptions) {
  const [state, setState] = useState<DraftState>(savedAt ? { kind: 'saved', at: savedAt } : { kind: 'none' });
  const latest = useRef(values);
  // Words brought over from before a log-in are not saved yet.
  const saved = useRef<FormValues | undefined>(unsent.has(draftKey) ? undefined : values);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isSaving = useRef(false);
  latest.current = values;
  if (isOn && values !== saved.current) unsent.set(draftKey, values);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (isSaving.current || latest.current === saved.current) return;
    isSaving.current = true;
    const sent = latest.current;
    setState({ kind: 'saving' });
    let wait = saveEvery;
    try {
      const reply = await saveDraft({ taskKey, values: sent }, newKey());
      saved.current = sent;
      if (latest.current === sent) unsent.delete(draftKey);
      setState({ kind: 'saved', at: reply.savedAt });
    } catch {
      setState({ kind: 'failed' });
      wait = tryAgainAfter;
    } finally {
      isSaving.current = false;
    }
    if (latest.current !== saved.current) timer.current = setTimeout(() => void save(), wait);
  }, [taskKey, draftKey]);

  useEffect(() => {
    if (!isSent) return;
    // Whoever withdraws it has it on this page alone: the case has forgotten it.
    return () => {
      saved.current = undefined;
    };
  }, [isSent]);

  useEffect(() => {
    if (!isOn || values === saved.current || timer.current !== undefined) return;
    timer.current = setTimeout(() => void save(), saveEvery);
  }, [values, isOn, save]);

  const isUnsafe = isOn && state.kind === 'failed';
  useEffect(() => {
    if (!isUnsafe) return;
    // The browser asks before it throws away what could not be saved.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsafe]);

  useEffect(() => {
    if (!isOn) return;
    const leave = () => {
      if (document.visibilityState === 'hidden') void save();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void save();
    };
  }, [isOn, save]);

  /** After completion there is nothing left to save. */
  const stop = useCallback(() => {
    unsent.delete(draftKey);
    clearTimeout(timer.current);
    timer.current = undefined;
    saved.current = latest.current;
  }, [draftKey]);

  return { state, stop };
}
