import type { VendorMeaning } from './meaning.ts';
import { speaksVendor } from './namespaces.ts';
import { rewritten } from './rewriting.ts';

/** An error without a code is known by its id. */
export const errorCodes: VendorMeaning = {
  translate(source, { namespaces }) {
    if (source.type !== 'error' || source.attributes['errorCode'] !== undefined) return undefined;
    if (!speaksVendor(namespaces)) return undefined;
    return { source: rewritten(source, { attributes: { errorCode: source.id } }), problems: [] };
  },
};
