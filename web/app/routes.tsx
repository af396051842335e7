import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Permission } from '../../api/resources/session.shapes.ts';
import type { IconName } from '../parts/icon.tsx';

export interface PageRoute {
  path: string;
  page: LazyExoticComponent<ComponentType>;
  /** Key of its title under `page` in the texts. */
  title: PageTitle;
  /** Its place in the menu; absent: reached from another page. */
  menu?: { icon: IconName; group: 'work' | 'manage' };
  /** Shown in the menu to holders of any of these; absent: to everyone. */
  needs?: Permission[];
  /** Only where the deployment is a demonstration. */
  isDemonstrationOnly?: boolean;
}

export type PageTitle =
  | 'tasks'
  | 'task'
  | 'board'
  | 'cases'
  | 'case'
  | 'newCase'
  | 'ledger'
  | 'ledgerImport'
  | 'organisation'
  | 'calendars'
  | 'templates'
  | 'template'
  | 'templateEditor'
  | 'substitutions'
  | 'staffMove'
  | 'dueList'
  | 'batches'
  | 'batch'
  | 'resubmit'
  | 'mailbox'
  | 'undelivered'
  | 'incidents'
  | 'help';

const bureau: Permission[] = ['case.seeAll'];

/** Every page: one file and one line here. Each is loaded when it is first opened. */
export const routes: PageRoute[] = [
  {
    path: '/',
    title: 'tasks',
    page: lazy(() => import('../pages/tasks/tasks.tsx')),
    menu: { icon: 'inbox', group: 'work' },
  },
  { path: '/tasks/:taskKey', title: 'task', page: lazy(() => import('../pages/task/task.tsx')) },
  {
    path: '/board',
    title: 'board',
    page: lazy(() => import('../pages/board/board.tsx')),
    menu: { icon: 'board', group: 'work' },
    needs: bureau,
  },
  {
    path: '/ledger',
    title: 'ledger',
    page: lazy(() => import('../pages/ledger/ledger.tsx')),
    menu: { icon: 'ledger', group: 'work' },
  },
  {
    path: '/ledger/import',
    title: 'ledgerImport',
    page: lazy(() => import('../pages/ledger-import/ledger-import.tsx')),
  },
  {
    path: '/ledger/imports/:importId',
    title: 'ledgerImport',
    page: lazy(() => import('../pages/ledger-import/import-result.tsx')),
  },
  {
    path: '/cases',
    title: 'cases',
    page: lazy(() => import('../pages/cases/cases.tsx')),
    menu: { icon: 'search', group: 'work' },
  },
  {
    path: '/cases/new/:template',
    title: 'newCase',
    page: lazy(() => import('../pages/new-case/new-case.tsx')),
  },
  {
    path: '/cases/:caseId/resubmit',
    title: 'resubmit',
    page: lazy(() => import('../pages/new-case/resubmit.tsx')),
  },
  { path: '/cases/:caseId', title: 'case', page: lazy(() => import('../pages/case/case.tsx')) },
  {
    path: '/due',
    title: 'dueList',
    page: lazy(() => import('../pages/due-list/due-list.tsx')),
    menu: { icon: 'clock', group: 'work' },
  },
  {
    path: '/batches',
    title: 'batches',
    page: lazy(() => import('../pages/batches/batches.tsx')),
    menu: { icon: 'forward', group: 'work' },
    needs: ['batch.run', 'staff.manage'],
  },
  { path: '/batches/:batchId', title: 'batch', page: lazy(() => import('../pages/batches/batch.tsx')) },
  {
    path: '/substitutions',
    title: 'substitutions',
    page: lazy(() => import('../pages/substitutions/substitutions.tsx')),
    menu: { icon: 'user', group: 'manage' },
  },
  {
    path: '/staff-move',
    title: 'staffMove',
    page: lazy(() => import('../pages/staff-move/staff-move.tsx')),
    menu: { icon: 'logout', group: 'manage' },
    needs: ['staff.manage'],
  },
  {
    path: '/organisation',
    title: 'organisation',
    page: lazy(() => import('../pages/organisation/organisation.tsx')),
    menu: { icon: 'people', group: 'manage' },
  },
  {
    path: '/calendars',
    title: 'calendars',
    page: lazy(() => import('../pages/calendars/calendars.tsx')),
    menu: { icon: 'calendar', group: 'manage' },
  },
  {
    path: '/templates',
    title: 'templates',
    page: lazy(() => import('../pages/templates/templates.tsx')),
    menu: { icon: 'template', group: 'manage' },
    needs: ['template.edit', 'template.publish'],
  },
  {
    path: '/templates/:key',
    title: 'template',
    page: lazy(() => import('../pages/templates/template.tsx')),
  },
  {
    path: '/templates/:key/edit',
    title: 'templateEditor',
    page: lazy(() => import('../pages/templates/edit/edit-template.tsx')),
  },
  {
    path: '/mailbox',
    title: 'mailbox',
    page: lazy(() => import('../pages/mailbox/mailbox.tsx')),
    menu: { icon: 'mail', group: 'manage' },
    isDemonstrationOnly: true,
  },
  {
    path: '/undelivered',
    title: 'undelivered',
    page: lazy(() => import('../pages/undelivered/undelivered.tsx')),
    menu: { icon: 'alert', group: 'manage' },
    needs: ['platform.operate'],
  },
  {
    path: '/incidents',
    title: 'incidents',
    page: lazy(() => import('../pages/incidents/incidents.tsx')),
    menu: { icon: 'alert', group: 'manage' },
    needs: ['incident.resolve'],
  },
  { path: '/help', title: 'help', page: lazy(() => import('../pages/help/help.tsx')) },
];
