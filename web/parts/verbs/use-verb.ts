import { useState } from 'react';
import type { OfferedVerb, VerbKey } from '../../../api/resources/work.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { sendVerb, type SentVerb, type VerbBodies, type VerbPlace } from '../../client/work.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useNews } from '../news.tsx';

export interface VerbDialogProps {
  offered: OfferedVerb;
  place: VerbPlace;
  close: () => void;
}

/** A verb while its dialog is open. */
export interface VerbAct extends VerbDialogProps {
  verb: VerbKey;
  name: string;
  /** The dialog was sent once: what is missing is marked. */
  isChecked: boolean;
  check: () => void;
  isRunning: boolean;
  error: Error | null;
}

/** Sends one verb; when it is taken the dialog closes, the page is asked anew, and says what was done. */
export function useVerb<V extends VerbKey>(verb: V, { offered, place, close }: VerbDialogProps) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const { tell } = useNews();
  const [isChecked, setChecked] = useState(false);
  const intent = useIntent((input: SentVerb<V>, key) => sendVerb(input, key), {
    onSuccess: async () => {
      close();
      tell(t('verbs.done', { name: label(offered.name) }));
      await refresh();
    },
  });
  return {
    verb,
    offered,
    place,
    close,
    name: label(offered.name),
    isChecked,
    check: () => setChecked(true),
    isRunning: intent.isRunning,
    error: intent.error,
    run: (body: VerbBodies[V]) => intent.run({ verb, place, body }),
  } satisfies VerbAct & { run: unknown };
}

/** Trimmed words, or nothing. */
export const wordsOf = (text: string): string | undefined => text.trim() || undefined;
