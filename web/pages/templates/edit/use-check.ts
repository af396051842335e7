import { useEffect, useState } from 'react';
import type { TemplateProblem } from '../../../../api/resources/templates.shapes.ts';
import { checkTemplate } from '../../../client/templates.ts';
import type { Editor } from './editor.ts';

export interface CheckState {
  problems: TemplateProblem[];
  /** The answer belongs to what is on the page now. */
  isCurrent: boolean;
  isChecking: boolean;
  canPublish: boolean;
  error: Error | null;
}

const afterChange = 700;
const afterFailure = 5_000;

/** Asks the server what is wrong, a moment after each change, and marks it on the diagram. */
export function useCheck(editor: Editor | null, template: string): CheckState {
  const [state, setState] = useState<CheckState>({
    problems: [],
    isCurrent: false,
    isChecking: true,
    canPublish: false,
    error: null,
  });
  const [revision, setRevision] = useState(0);
  useEffect(() => editor?.subscribe(() => setRevision(editor.revision())), [editor]);

  useEffect(() => {
    if (!editor) return;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      setState((last) => ({ ...last, isChecking: true }));
      try {
        const { problems, canPublish } = await checkTemplate(
          { xml: await editor.xml(), key: template },
          asking.signal,
        );
        editor.mark(marksOf(problems));
        setState({ problems, canPublish, isCurrent: true, isChecking: false, error: null });
      } catch (cause) {
        if (asking.signal.aborted) return;
        const error = cause instanceof Error ? cause : new Error(String(cause));
        setState((last) => ({ ...last, isChecking: false, canPublish: false, error }));
        timer = setTimeout(() => void ask(), afterFailure);
      }
    };
    setState((last) => ({ ...last, isCurrent: false, canPublish: false }));
    timer = setTimeout(() => void ask(), revision === 0 ? 0 : afterChange);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [editor, template, revision]);
  return state;
}

/** One mark for an element, however much is wrong with it; an error shows before a warning. */
function marksOf(problems: TemplateProblem[]) {
  const marks = new Map<string, { element: string; severity: 'error' | 'warning'; count: number }>();
  for (const { element, severity } of problems) {
    if (!element) continue;
    const mark = marks.get(element) ?? { element, severity, count: 0 };
    mark.count += 1;
    if (severity === 'error') mark.severity = 'error';
    marks.set(element, mark);
  }
  return [...marks.values()];
}
