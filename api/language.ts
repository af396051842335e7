import type { Label } from './resources/label.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** The first of the two languages that the header ranks highest; Chinese where it names neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag, q: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ tag, q }) => q > 0 && /^(zh|en)\b/.test(tag))
    .sort((one, other) => other.q - one.q);
  return ranked[0]?.tag.startsWith('en') ? 'en' : 'zh';
}

export const inLanguage = (label: Label, language: Language): string =>
  (language === 'en' ? label.en : undefined) ?? label.zh;
