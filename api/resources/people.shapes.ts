import { z } from 'zod';
import { CaseId, Key, PersonName, PostName, pageOf } from './label.shapes.ts';

/** A person with the posts that they could be given work in. */
export const PersonChoice = z
  .strictObject({ person: PersonName, posts: z.array(PostName) })
  .meta({ id: 'PersonChoice' });
export type PersonChoice = z.infer<typeof PersonChoice>;
export const PeopleList = pageOf(PersonChoice).meta({ id: 'PeopleList' });
export type PeopleList = z.infer<typeof PeopleList>;

export const PeopleQuery = z.strictObject({
  /** Part of a name, of a post or of a unit. */
  q: z.string().trim().max(100).optional(),
  /** Of the units that take part in this case, and of one's own. Absent: of the units that one looks after. */
  caseId: CaseId.optional(),
  /** For the start of a case of this template: what it lets the initiator choose from. */
  template: Key.optional(),
  /** `post@unit,post@unit`: only holders of these. */
  among: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;
