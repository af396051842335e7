import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Label } from '../../engine/json.ts';
import { formatDate, formatEnd, formatInstant, formatShortDate, splitDuration } from './dates.ts';
import type { Language } from './language.ts';

/** Texts, labels of templates and dates in the reader's language: what nearly every part needs. */
export function useTexts() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return useMemo(
    () => ({
      t,
      language,
      label: (label: Label | null | undefined, fallback = '') =>
        label ? ((language === 'en' ? label.en : undefined) ?? label.zh) : fallback,
      date: (date: string) => formatDate(date, language),
      shortDate: (date: string) => formatShortDate(date, language),
      instant: (instant: string) => formatInstant(instant, language),
      end: (instant: string, dueDate?: string) => formatEnd(instant, language, dueDate),
      duration: (milliseconds: number) => {
        const { days, hours, minutes } = splitDuration(milliseconds);
        if (days > 0) return t('time.daysHours', { days, hours });
        if (hours > 0) return t('time.hoursMinutes', { hours, minutes });
        return t('time.minutes', { minutes });
      },
    }),
    [t, language],
  );
}

export type Texts = ReturnType<typeof useTexts>;
