import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { htmlLang, rememberedLanguage, rememberLanguage, type Language } from './language.ts';
import { zh } from './zh.ts';

/** Both languages travel with the first load: switching needs no request and works during an outage. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: rememberedLanguage(),
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  markDocument(rememberedLanguage());
}

export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language !== language) await i18next.changeLanguage(language);
  rememberLanguage(language);
  markDocument(language);
}

/** Calls back whenever the reader reads in another language. */
export function onLanguage(then: () => void): void {
  i18next.on('languageChanged', then);
}

function markDocument(language: Language) {
  document.documentElement.lang = htmlLang[language];
}
