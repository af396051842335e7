import { z } from 'zod';
import { countyOf, CountyNames, CountyUnit, Organisation, type County } from '../county.ts';
import organisation from './organisation.json' with { type: 'json' };
import qinghe from './units.json' with { type: 'json' };

const parsed = Organisation.parse(organisation);
/** The units of the first county stand apart: the sample ledgers use them too. */
const { units } = z.strictObject({ county: CountyNames, units: z.array(CountyUnit) }).parse(qinghe);

/**
 * The demonstration: one county with its bureau, schools and agencies, and a second, small one that shows that nothing
 * crosses from one to the other. All names are invented.
 */
export const demonstration: { tenants: County[] } = {
  tenants: parsed.tenants.map((tenant) =>
    // The top-level domain .example is reserved (RFC 2606): a mail that escapes reaches nobody.
    countyOf(parsed, tenant, { units, mailHost: `${tenant.id}.example` }),
  ),
};
