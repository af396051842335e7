import { cases } from './en/cases.ts';
import { clocks } from './en/clocks.ts';
import { help } from './en/help.ts';
import { ledger } from './en/ledger.ts';
import { links } from './en/links.ts';
import { office } from './en/office.ts';
import { shell } from './en/shell.ts';
import { tasks } from './en/tasks.ts';
import { templates } from './en/templates.ts';
import { work } from './en/work.ts';

/** All texts in English. */
export const en = {
  ...shell,
  ...tasks,
  ...work,
  ...clocks,
  ...cases,
  ...ledger,
  ...links,
  ...office,
  ...help,
  ...templates,
};
