import type { mail } from '../activities/mail.ts';
import { element } from '../engine/element.ts';

export const allowed: [typeof mail, string] = ['mail', element];
