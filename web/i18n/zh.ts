import { cases } from './zh/cases.ts';
import { clocks } from './zh/clocks.ts';
import { help } from './zh/help.ts';
import { ledger } from './zh/ledger.ts';
import { links } from './zh/links.ts';
import { office } from './zh/office.ts';
import { shell } from './zh/shell.ts';
import { tasks } from './zh/tasks.ts';
import { templates } from './zh/templates.ts';
import { work } from './zh/work.ts';

/** All texts in Chinese, the first language; the keys of the others are held to these. */
export const zh = {
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
