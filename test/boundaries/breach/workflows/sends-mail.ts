import { mail } from '../activities/mail.ts';

export const breach = mail;
