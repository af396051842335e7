import { z } from 'zod';
import { Form } from './forms.shapes.ts';
import {
  CaseId,
  IdInCase,
  InstantText,
  Label,
  PersonName,
  TaskKey,
  UnitName,
  Values,
} from './label.shapes.ts';
import { Acted, TaskOutcome } from './tasks.shapes.ts';

/** What an agency did, or what was registered for it from paper. */
export const DeliveryAct = z
  .strictObject({
    /** In the eyes of the agency: 签收. */
    name: Label,
    outcome: Label.nullable(),
    at: InstantText,
    /** False: the issuing unit registered it. */
    isOverLink: z.boolean(),
  })
  .meta({ id: 'DeliveryAct' });
export type DeliveryAct = z.infer<typeof DeliveryAct>;

/** A link as those who see the case read of it. Its token was shown once, to whoever made it. */
export const OneTimeLink = z
  .strictObject({
    link: IdInCase,
    unit: UnitName,
    /** What the agency is to do with it first. */
    name: Label,
    madeBy: PersonName,
    madeAt: InstantText,
    expiresAt: InstantText,
    /** `valid`: it can be used; `over`: its time has passed. */
    state: z.enum(['valid', 'over', 'revoked']),
    revokedAt: InstantText.nullable(),
    uses: z.array(DeliveryAct),
    mayRevoke: z.boolean(),
  })
  .meta({ id: 'OneTimeLink' });
export type OneTimeLink = z.infer<typeof OneTimeLink>;

export const OneTimeLinks = z
  .strictObject({
    /** Newest first. */
    items: z.array(OneTimeLink),
    /** Open tasks that an agency may do over a link; `because`: why the reader cannot make one, null where they can. */
    offers: z.array(
      z.strictObject({ taskKey: TaskKey, unit: UnitName, name: Label, because: Label.nullable() }),
    ),
  })
  .meta({ id: 'OneTimeLinks' });
export type OneTimeLinks = z.infer<typeof OneTimeLinks>;

export const MakeLink = z
  .strictObject({ generation: z.number().int().min(0).optional() })
  .meta({ id: 'MakeLink' });
export type MakeLink = z.infer<typeof MakeLink>;

/** `token` is shown this once: a repeat of the request does not have it, and another link takes the place of the lost one. */
export const MadeLink = Acted.extend({ token: z.string().optional() }).meta({ id: 'MadeLink' });
export type MadeLink = z.infer<typeof MadeLink>;

/** 256 bits, as the address of a link has them after its `#`. */
const Token = z.string().min(1).max(200);

export const OpenLink = z.strictObject({ token: Token }).meta({ id: 'OpenLink' });
export type OpenLink = z.infer<typeof OpenLink>;

const Said = z.string().trim().min(1).max(100);

export const ActOverLink = z
  .strictObject({
    token: Token,
    /** The step that the page showed. */
    task: IdInCase,
    outcome: z.string().max(100).optional(),
    reason: z.string().trim().max(2000).optional(),
    /** Who signs, in their own words. */
    signer: z.strictObject({ unit: Said, name: Said, post: Said, phone: Said }),
    /** The fields that the page asked for, and no others. */
    values: Values,
  })
  .meta({ id: 'ActOverLink' });
export type ActOverLink = z.infer<typeof ActOverLink>;

/** All that the page without a login shows: what stands on the cover of the paper, and the step to do. */
export const LinkPage = z
  .strictObject({
    number: z.string(),
    /** Null where the case is strict: what it is about stands on the paper alone. */
    title: z.string().nullable(),
    /** To whom it was sent. */
    unit: UnitName,
    facts: z.array(z.strictObject({ key: z.string(), name: Label, text: Label })),
    expiresAt: InstantText,
    done: z.array(DeliveryAct),
    /** Null: nothing is to be done now, `whyNot` says why. */
    step: z
      .strictObject({
        task: IdInCase,
        name: Label,
        form: Form.nullable(),
        outcomes: z.array(TaskOutcome),
      })
      .nullable(),
    whyNot: z.enum(['waits', 'nothing', 'ended']).nullable(),
  })
  .meta({ id: 'LinkPage' });
export type LinkPage = z.infer<typeof LinkPage>;

export const CaseLink = z.strictObject({ caseId: CaseId, link: IdInCase });
