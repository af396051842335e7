import type { Drawn } from './moddle.ts';

/**
 * The palette and menus of bpmn-js, less what a case cannot run yet: offering an element that the check then refuses
 * would only cost its author the time. The list follows `engine/elements/index.ts`.
 */

const palette = new Set([
  'hand-tool',
  'lasso-tool',
  'space-tool',
  'global-connect-tool',
  'tool-separator',
  'create.start-event',
  'create.intermediate-event',
  'create.end-event',
  'create.exclusive-gateway',
  'create.task',
  'create.subprocess-expanded',
]);

const pad = new Set([
  'delete',
  'append.end-event',
  'append.gateway',
  'append.append-task',
  'append.intermediate-event',
  'append.text-annotation',
  'replace',
  'connect',
]);

const refused =
  /send-task|rule-task|business-rule|ad-hoc|transaction|compensation|escalation|conditional-(start|inter|bound|non)|condition-|signal|link|inclusive|complex|event-based|cancel|message-(end|intermediate-throw)|(^|-)loop$|data-|pool|participant|lane/;

type Entries = Record<string, Record<string, unknown>>;
type Keep = (entries: Entries) => Entries;

interface Registers {
  registerProvider(priority: number, provider: unknown): void;
}
interface PopupMenu {
  registerProvider(id: string, priority: number, provider: unknown): void;
}
interface Create {
  start(event: unknown, shape: unknown, context?: unknown): void;
}
interface AutoPlace {
  append(source: Drawn, shape: unknown): void;
}
interface Factory {
  createShape(attributes: Record<string, unknown>): unknown;
}

const only =
  (names: Set<string>): Keep =>
  (entries) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)));

/** Called by bpmn-js with its services; low priority, so that it sees what all others have offered. */
function offeredElements(
  paletteMenu: Registers,
  contextPad: Registers,
  popupMenu: PopupMenu,
  create: Create,
  autoPlace: AutoPlace,
  elementFactory: Factory,
) {
  const userTask = () => elementFactory.createShape({ type: 'bpmn:UserTask' });
  // A plain task does nothing; what people mean by a task is a step that somebody does.
  paletteMenu.registerProvider(100, {
    getPaletteEntries: () => (entries: Entries) => {
      const start = (event: unknown) => create.start(event, userTask());
      const task = {
        ...entries['create.task'],
        className: 'bpmn-icon-user-task',
        action: { click: start, dragstart: start },
      };
      return only(palette)({ ...entries, 'create.task': task });
    },
  });
  contextPad.registerProvider(100, {
    getContextPadEntries: (element: Drawn) => (entries: Entries) => {
      if (!entries['append.append-task']) return only(pad)(entries);
      const task = {
        ...entries['append.append-task'],
        className: 'bpmn-icon-user-task',
        action: {
          click: () => autoPlace.append(element, userTask()),
          dragstart: (event: unknown) => create.start(event, userTask(), { source: element }),
        },
      };
      return only(pad)({ ...entries, 'append.append-task': task });
    },
  });
  const notRefused: Keep = (entries) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !refused.test(name)));
  popupMenu.registerProvider('bpmn-replace', 100, {
    getPopupMenuEntries: () => notRefused,
    getPopupMenuHeaderEntries: () => notRefused,
  });
}

offeredElements.$inject = ['palette', 'contextPad', 'popupMenu', 'create', 'autoPlace', 'elementFactory'];

export const offeredElementsModule = {
  __init__: ['offeredElements'],
  offeredElements: ['type', offeredElements],
};
