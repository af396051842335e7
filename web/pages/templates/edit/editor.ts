import Modeler from 'bpmn-js/lib/Modeler';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import rectiflow from '../../../../definitions/rectiflow-moddle.json' with { type: 'json' };
import { addStepCommand, type AddStep } from './add-step.ts';
import { translateInto } from './canvas-words.ts';
import { isFlow, isNode, type CreateModdle, type Drawn, type Moddle } from './moddle.ts';
import { offeredElementsModule } from './offered-elements.ts';
import { onlyLook } from './only-look.ts';

interface Canvas {
  zoom(mode: 'fit-viewport' | number, center?: 'auto'): number;
  zoom(): number;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
  scroll(by: { dx: number; dy: number }): void;
  /** Its place has another size now: the palette may need two columns. */
  resized(): void;
  getRootElement(): Drawn;
  setRootElement(root: unknown): void;
  findRoot(element: Drawn): unknown;
  scrollToElement(element: Drawn, padding: Record<'top' | 'right' | 'bottom' | 'left', number>): void;
}
interface Registry {
  get(id: string): Drawn | undefined;
  filter(keep: (element: Drawn) => boolean): Drawn[];
}
interface Modeling {
  updateProperties(element: Drawn, properties: Record<string, unknown>): void;
  updateModdleProperties(element: Drawn, target: Moddle, properties: Record<string, unknown>): void;
  removeElements(elements: Drawn[]): void;
}
interface CommandStack {
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  execute(command: string, context: object): void;
  registerHandler(command: string, handler: unknown): void;
}
interface Selection {
  get(): Drawn[];
  select(elements: Drawn[] | null): void;
}
interface Overlays {
  add(
    element: string,
    kind: string,
    overlay: { position: Record<string, number>; html: HTMLElement },
  ): string;
  remove(filter: { type: string }): void;
}
interface Library {
  ids: { assigned(id: string): unknown };
  fromXML(xml: string): Promise<{ rootElement: Moddle }>;
}
interface EventBus {
  on(events: string | string[], listener: () => void): void;
}

export interface Mark {
  element: string;
  severity: 'error' | 'warning';
  count: number;
}

/** Zoom at which the names on the diagram can be read. */
const legible = 0.8;
/** In pixels. */
const [paletteWidth, withPalette] = [70, 480];

/** The modeler as the panel sees it: read elements, change them undoably, and be told when something changed. */
export type Editor = ReturnType<typeof editorOf>;

/** Opens a diagram in the element. Throws when the XML cannot be drawn. */
export async function openEditor(
  container: HTMLElement,
  { xml, language, isReadOnly }: { xml: string; language: 'zh' | 'en'; isReadOnly: () => boolean },
): Promise<Editor> {
  const modeler = new Modeler({
    container,
    moddleExtensions: { rf: rectiflow },
    additionalModules: [offeredElementsModule, { translate: ['value', translateInto(language)] }],
  });
  try {
    await modeler.importXML(xml);
  } catch (error) {
    modeler.destroy();
    throw error;
  }
  onlyLook((name) => modeler.get(name), isReadOnly);
  fit(modeler.get<Canvas>('canvas'), container);
  return editorOf(modeler, container);
}

/** All of the diagram, beside the palette where that is shown. */
function fit(canvas: Canvas, container: HTMLElement) {
  canvas.zoom('fit-viewport', 'auto');
  if (container.clientWidth < withPalette) return;
  canvas.zoom(canvas.zoom() * 0.88, 'auto');
  canvas.scroll({ dx: paletteWidth / 2, dy: 0 });
}

function editorOf(modeler: Modeler, container: HTMLElement) {
  const canvas = modeler.get<Canvas>('canvas');
  const registry = modeler.get<Registry>('elementRegistry');
  const modeling = modeler.get<Modeling>('modeling');
  const commands = modeler.get<CommandStack>('commandStack');
  const selection = modeler.get<Selection>('selection');
  const overlays = modeler.get<Overlays>('overlays');
  const events = modeler.get<EventBus>('eventBus');
  const factory = modeler.get<{ create: CreateModdle }>('bpmnFactory');
  const moddle = modeler.get<Library>('moddle');
  commands.registerHandler(
    'rectiflow.addStep',
    addStepCommand((name) => modeler.get(name)),
  );

  const resizing = new ResizeObserver(() => canvas.resized());
  resizing.observe(container);

  const listeners = new Set<() => void>();
  let [version, revision] = [0, 0];
  let marked: Mark[] = [];
  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  events.on('selection.changed', changed);
  events.on('commandStack.changed', () => {
    revision += 1;
    changed();
  });

  const editor = {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Grows with every change of the diagram or the selection. */
    version: () => version,
    /** Grows with every change of the diagram alone. */
    revision: () => revision,
    xml: async (): Promise<string> => (await modeler.saveXML({ format: true })).xml ?? '',
    /** The BPMN definitions as they stand. */
    definitions: () => modeler.getDefinitions() as unknown as Moddle,
    /** Reads another version's file for a comparison. */
    read: async (xml: string): Promise<Moddle> => (await moddle.fromXML(xml)).rootElement,
    process(): Moddle {
      const roots = (editor.definitions().get('rootElements') as Moddle[] | undefined) ?? [];
      const processes = roots.filter(({ $type }) => $type === 'bpmn:Process');
      return (
        processes.find((one) => one.get('isExecutable') === true) ?? processes[0] ?? editor.definitions()
      );
    },
    element: (id: string) => registry.get(id),
    isTaken: (id: string) => moddle.ids.assigned(id) !== false,
    nodes: () => registry.filter((element) => !element.labelTarget && isNode(element.businessObject)),
    flows: () => registry.filter((element) => !element.labelTarget && isFlow(element.businessObject)),
    /** What the panel shows: one element, or nothing, which means the process itself. */
    selected(): Drawn | undefined {
      const [first, second] = selection.get();
      if (!first || second) return undefined;
      return first.labelTarget ?? first;
    },
    select(id: string | undefined) {
      const element = id === undefined ? undefined : registry.get(id);
      if (!element) return selection.select(null);
      const root = canvas.findRoot(element);
      if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
      selection.select([element]);
      // Legible, whatever overview was shown; a wide sub-process is not blown up.
      if (canvas.zoom() < legible && !element.children?.length) canvas.zoom(legible, 'auto');
      canvas.scrollToElement(element, { top: 90, right: 150, bottom: 90, left: 110 });
    },
    create: ((type, properties) => factory.create(type, properties)) as CreateModdle,
    /** Attributes of an element; an empty text takes the attribute away. */
    setProperties(element: Drawn, properties: Record<string, unknown>) {
      modeling.updateProperties(element, withoutEmpty(properties));
    },
    setProcessProperties(properties: Record<string, unknown>) {
      modeling.updateModdleProperties(canvas.getRootElement(), editor.process(), withoutEmpty(properties));
    },
    /** Properties of a part of an element, such as the definition of its event. */
    setPart(element: Drawn, part: Moddle, properties: Record<string, unknown>) {
      modeling.updateModdleProperties(element, part, withoutEmpty(properties));
    },
    /** Puts these parts in the place of all extension elements of the type. `owner` absent: the process. */
    setExtension(owner: Drawn | undefined, type: string, parts: Moddle[]) {
      const target = owner?.businessObject ?? editor.process();
      const holder = target.get('extensionElements') as Moddle | undefined;
      const others = ((holder?.get('values') as Moddle[] | undefined) ?? []).filter(
        (part) => part.$type !== type,
      );
      const values = [...others, ...parts];
      const extensionElements =
        values.length === 0 ? undefined : factory.create('bpmn:ExtensionElements', { values });
      modeling.updateModdleProperties(owner ?? canvas.getRootElement(), target, { extensionElements });
    },
    remove: (element: Drawn) => modeling.removeElements([element]),
    addStep(step: AddStep): void {
      const context: { step: AddStep; added?: Drawn } = { step };
      commands.execute('rectiflow.addStep', context);
      if (context.added) editor.select(context.added.id);
    },
    undo: () => commands.undo(),
    redo: () => commands.redo(),
    canUndo: () => commands.canUndo(),
    canRedo: () => commands.canRedo(),
    fit: () => fit(canvas, container),
    zoomBy: (factor: number) => void canvas.zoom(canvas.zoom() * factor, 'auto'),
    /** Marks elements that have problems; the badge counts them. Elements without a shape are only in the list. */
    mark(marks: Mark[]) {
      for (const { element, severity } of marked) {
        if (registry.get(element)) canvas.removeMarker(element, `has-${severity}`);
      }
      overlays.remove({ type: 'problem' });
      // A mark on the process itself would colour all that is in it.
      const root = canvas.getRootElement().id;
      marked = marks.filter(({ element }) => element !== root && registry.get(element));
      for (const { element, severity, count } of marked) {
        canvas.addMarker(element, `has-${severity}`);
        if (registry.get(element)?.waypoints) continue;
        const html = document.createElement('span');
        html.className = `problem-badge ${severity}`;
        html.textContent = `! ${count}`;
        overlays.add(element, 'problem', { position: { top: -12, right: 16 }, html });
      }
    },
    destroy: () => {
      listeners.clear();
      resizing.disconnect();
      modeler.destroy();
    },
  };
  return editor;
}

function withoutEmpty(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, value === '' ? undefined : value]),
  );
}
