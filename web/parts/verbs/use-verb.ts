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

/** Verbs that the server takes with a reason only, whatever the template says. */
const alwaysReasoned = new Set<VerbKey>([
  'removeSigner',
  'recuse',
  'assign',
  'return',
  'recall',
  'void',
  'move',
  'addParticipant',
]);

/** Sends one verb; when it is taken the dialog closes, the page is asked anew, and says what was done. */
export function useVerb<V extends VerbKey>(verb: V, { offered, place, close }: VerbDialogProps) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const { tell } = useNews();
  const intent = useIntent((input: SentVerb<V>, key) => sendVerb(input, key), {
    onSuccess: async () => {
      close();
      tell(t('verbs.done', { name: label(offered.name) }));
      await refresh();
    },
  });
  const isSuspendedCase = verb === 'suspend';
  return {
    run: (body: VerbBodies[V]) => intent.run({ verb, place, body }),
    isRunning: intent.isRunning,
    error: intent.error,
    isReasonRequired: alwaysReasoned.has(verb) || isSuspendedCase || offered.needs.includes('reason'),
    name: label(offered.name),
  };
}

/** Trimmed words, or nothing. */
export const wordsOf = (text: string): string | undefined => text.trim() || undefined;
