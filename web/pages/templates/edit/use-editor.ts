import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Form } from '../../../../api/resources/forms.shapes.ts';
import type { Editor } from './editor.ts';

export interface EditorContextValue {
  editor: Editor;
  forms: Form[];
  /** Key of the template. */
  template: string;
}

export const EditorContext = createContext<EditorContextValue | null>(null);

/** The open editor; whoever asks is shown anew after every change of the diagram or the selection. */
export function useEditor(): EditorContextValue {
  const value = useContext(EditorContext);
  if (!value) throw new Error('Expected to stand inside the template editor');
  useSyncExternalStore(value.editor.subscribe, value.editor.version);
  return value;
}
