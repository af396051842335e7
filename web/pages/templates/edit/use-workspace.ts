import { useEffect, useRef, useState, type RefObject } from 'react';
import type { SaveTemplateDraft } from '../../../../api/resources/templates.shapes.ts';
import { saveDraft } from '../../../client/templates.ts';
import type { Language } from '../../../i18n/language.ts';
import { DraftSaver, type SavingState } from './draft-saver.ts';
import type { Editor } from './editor.ts';
import { textOf } from './moddle.ts';

export interface Start {
  key: string;
  xml: string;
  revision: number;
  savedAt: string | null;
}

export interface Workspace {
  holder: RefObject<HTMLDivElement | null>;
  editor: Editor | null;
  saver: DraftSaver | null;
  saving: SavingState;
  /** The file cannot be drawn. */
  failure: Error | null;
}

export const narrow = '(max-width: 860px)';

/** Opens the diagram and keeps its draft saved; on leaving the page the last change is saved before the modeler goes. */
export function useWorkspace(start: Start, language: Language): Workspace {
  const holder = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ editor: Editor; saver: DraftSaver } | null>(null);
  const [saving, setSaving] = useState<SavingState>({ kind: 'saved', at: start.savedAt });
  const [failure, setFailure] = useState<Error | null>(null);
  const [first] = useState(start);
  const firstLanguage = useRef(language);

  useEffect(() => {
    const container = holder.current;
    if (!container) return;
    let close = () => {};
    let isGone = false;
    void (async () => {
      try {
        const { openEditor } = await import('./editor.ts');
        if (isGone) return;
        const editor = await openEditor(container, {
          xml: first.xml,
          language: firstLanguage.current,
          isReadOnly: () => matchMedia(narrow).matches,
        });
        const saver = saverOf(editor, first, (state) => {
          if (!isGone) setSaving(state);
        });
        let revision = editor.revision();
        const stopListening = editor.subscribe(() => {
          if (editor.revision() === revision) return;
          revision = editor.revision();
          saver.changed();
        });
        close = () => {
          stopListening();
          void saver.flush().finally(() => {
            saver.stop();
            editor.destroy();
          });
        };
        if (isGone) close();
        else setOpened({ editor, saver });
      } catch (error) {
        if (!isGone) setFailure(error instanceof Error ? error : new Error(String(error)));
      }
    })();
    return () => {
      isGone = true;
      close();
    };
  }, [first]);

  const isSettled = saving.kind === 'saved';
  useEffect(() => {
    if (isSettled) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isSettled]);

  return { holder, editor: opened?.editor ?? null, saver: opened?.saver ?? null, saving, failure };
}

function saverOf(editor: Editor, start: Start, onState: (state: SavingState) => void): DraftSaver {
  const nameNow = () => {
    const [zh, en] = [textOf(editor.process(), 'name'), textOf(editor.process(), 'rf:nameEn')];
    return { zh, ...(en ? { en } : {}) };
  };
  const nameAtFirst = nameNow();
  return new DraftSaver({
    revision: start.revision,
    savedAt: start.savedAt,
    read: async (): Promise<Omit<SaveTemplateDraft, 'revision'>> => {
      const xml = await editor.xml();
      const name = nameNow();
      // A template made from another has its own name while the file still has the other's: only a change counts.
      const isRenamed = name.zh !== '' && JSON.stringify(name) !== JSON.stringify(nameAtFirst);
      return { xml, ...(isRenamed ? { name } : {}) };
    },
    save: (body, key) => saveDraft({ key: start.key, ...body }, key),
    onState,
    later: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}
