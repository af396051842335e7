import type { SourceElement } from './source-element.ts';

const kinds: Record<string, string> = {
  globalTask: 'task',
  globalUserTask: 'userTask',
  globalManualTask: 'manualTask',
  globalScriptTask: 'scriptTask',
  globalBusinessRuleTask: 'businessRuleTask',
};

export function isGlobalTask({ type }: SourceElement): boolean {
  return Object.hasOwn(kinds, type);
}

/**
 * A global task is called like a process (BPMN 2.0.2, 10.3.7): it is one that begins, does the task and ends. Its parts
 * have ids with a colon, which no written id can have.
 */
export function asProcess(global: SourceElement): SourceElement {
  const { id, name } = global;
  const { scriptLanguage, ...attributes } = global.attributes;
  const part = (type: string, place: string, more: Record<string, string> = {}): SourceElement => ({
    ...nothing,
    type,
    id: `${id}:${place}`,
    name,
    attributes: { id: `${id}:${place}`, ...more },
  });
  const flow = (source: string, target: string) =>
    part('sequenceFlow', `${source}-${target}`, {
      sourceRef: `${id}:${source}`,
      targetRef: `${id}:${target}`,
    });
  const task: SourceElement = {
    ...global,
    type: kinds[global.type] ?? 'task',
    id: `${id}:task`,
    role: 'flowElements',
    attributes: { ...attributes, ...(scriptLanguage !== undefined && { scriptFormat: scriptLanguage }) },
  };
  return {
    ...nothing,
    type: 'process',
    id,
    name,
    role: 'rootElements',
    attributes: { id, isExecutable: 'true' },
    children: [
      part('startEvent', 'start'),
      flow('start', 'task'),
      task,
      flow('task', 'end'),
      part('endEvent', 'end'),
    ],
  };
}

const nothing: SourceElement = {
  type: '',
  id: '',
  name: '',
  role: 'flowElements',
  attributes: {},
  text: '',
  children: [],
  extensions: [],
};
