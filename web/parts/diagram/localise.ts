import type { Language } from '../../i18n/language.ts';

const namespace = 'https://rectiflow.org/bpmn/1';

/** Puts the English names that the template's author gave in the place of the Chinese ones; without one the Chinese stays. */
export function localiseDiagram(xml: string, language: Language): string {
  if (language === 'zh') return xml;
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  for (const element of document.querySelectorAll('*')) {
    const name = element.getAttributeNS(namespace, 'nameEn');
    if (name) element.setAttribute('name', name);
  }
  return new XMLSerializer().serializeToString(document);
}
