import { useRef, useState } from 'react';
import type { TaskDetail, TaskOutcome } from '../../../api/resources/tasks.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { useIntent } from '../../client/intent.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { completeTask } from '../../client/tasks.ts';
import { useNews } from '../../parts/news.tsx';
import { checkForm, faultsFrom, stillMarked, type Faults } from '../../parts/schema-form/check.ts';
import { writableValues, type FormValues } from '../../parts/schema-form/field-schema.ts';
import { fieldId } from '../../parts/schema-form/schema-form.tsx';
import { rolesOf } from './acting-for.tsx';
import { needsDialog, type DecideWords, type WithAnswer } from './decide-dialog.tsx';
import { unsentDraft, useDraft } from './draft.ts';

/** Keys under which a draft keeps what is not a field of the form. */
const reasonKey = '$reason';
const opinionKey = '$opinion';

/** What is typed, its draft, its faults, and the way to send it. What is typed stays whatever the server answers. */
export function useAnswer(task: TaskDetail) {
  const refresh = useRefresh();
  const { tell } = useNews();
  const { me } = useWho();
  const draftKey = `${me.person.person} ${task.taskKey}`;
  const [values, setValues] = useState<FormValues>(() => ({
    ...task.values,
    ...(unsentDraft(draftKey) ?? task.draft?.values),
  }));
  const [faults, setFaults] = useState<Faults>({});
  const [asking, setAsking] = useState<{ outcome: TaskOutcome | undefined }>();
  const roles = rolesOf(task);
  const [role, setRole] = useState(roles.length === 1 ? roles[0] : undefined);
  const [isRoleMissing, setRoleMissing] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const canWrite = task.status === 'open' && task.may.complete;
  const draft = useDraft(values, {
    taskKey: task.taskKey,
    draftKey,
    savedAt: task.draft?.savedAt ?? null,
    isOn: canWrite,
    isSent: task.completedBy?.person === me.person.person,
  });

  const complete = useIntent(completeTask, {
    onSuccess: async () => {
      draft.stop();
      setAsking(undefined);
      // The page itself says what came of it: what was done before is no news any more.
      tell('');
      await refresh();
      window.scrollTo({ top: 0 });
    },
    onError: (error) => {
      setAsking(undefined);
      if (!(error instanceof ApiProblem)) return;
      setFaults(faultsFrom(error.details).faults);
      // Someone was first, or it is no longer theirs: show how the task stands now, and keep what was typed.
      if (error.status === 409 || error.code === 'not-allowed') {
        draft.stop();
        void refresh();
      }
      summary.current?.focus();
    },
  });

  const send = (outcome: TaskOutcome | undefined, given: WithAnswer = {}) =>
    complete.run({
      taskKey: task.taskKey,
      generation: task.generation,
      outcome: outcome?.key,
      ...given,
      // Only where there is a choice: one's own post goes first by itself.
      for: roles.length > 1 && role ? role : undefined,
      values: writableValues(task.form, values),
    });

  const answer = (outcome: TaskOutcome | undefined) => {
    const found = task.form ? checkForm(task.form, values, outcome?.requires) : {};
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first) {
      document.getElementById(fieldId('field', first))?.focus();
      return;
    }
    const isMissing = roles.length > 1 && role === undefined;
    setRoleMissing(isMissing);
    if (isMissing) summary.current?.focus();
    else if (needsDialog(task, outcome)) setAsking({ outcome });
    else send(outcome);
  };

  const change = (next: FormValues) => {
    setValues(next);
    setFaults((old) => stillMarked(old, values, next));
  };
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : '');
  const words: DecideWords = { reason: text(reasonKey), opinion: text(opinionKey) };
  const write = (next: DecideWords) =>
    setValues({ ...values, [reasonKey]: next.reason, [opinionKey]: next.opinion });

  return {
    ...{ values, change, faults, words, write, canWrite, summary, draft: draft.state },
    ...{ role, setRole, isRoleMissing, asking, setAsking, answer, send },
    isRunning: complete.isRunning,
    error: complete.error,
  };
}
