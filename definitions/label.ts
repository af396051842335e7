import type { Label } from '../engine/json.ts';
import { attributeOf, type SourceElement } from './source-element.ts';

/** The name that people read, from `name` and `rf:nameEn` (or `nameEn` in an extension); undefined without a name. */
export function labelOf(source: SourceElement): Label | undefined {
  const zh = attributeOf(source, 'name');
  const en = attributeOf(source, 'nameEn');
  if (zh === undefined) return en === undefined ? undefined : { zh: en, en };
  return en === undefined ? { zh } : { zh, en };
}
