/** Languages of the pages. Chinese is the first; an absent text of a template falls back to it. */
export type Language = 'zh' | 'en';

/** BCP 47 tags for the `lang` attribute: screen readers choose the voice by it. */
export const htmlLang: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

const storageKey = 'rectiflow.language';

/** What the last user of this browser chose, before anybody has logged in. */
export function rememberedLanguage(): Language {
  return globalThis.localStorage?.getItem(storageKey) === 'en' ? 'en' : 'zh';
}

export function rememberLanguage(language: Language): void {
  globalThis.localStorage?.setItem(storageKey, language);
}
