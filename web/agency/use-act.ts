import { useState } from 'react';
import type { Form } from '../../api/resources/forms.shapes.ts';
import type { ActOverLink, LinkPage } from '../../api/resources/one-time-links.shapes.ts';
import { useIntent } from '../client/intent.ts';
import { actOverLink } from '../client/links.ts';
import { ApiProblem } from '../client/problem.ts';
import { checkForm, faultsFrom, stillMarked, type Faults } from '../parts/schema-form/check.ts';
import { writableValues, type FormValues } from '../parts/schema-form/field-schema.ts';

export const signerFields = ['unit', 'name', 'post', 'phone'] as const;
type SignerField = (typeof signerFields)[number];
type Missing = SignerField | 'outcome' | 'reason';

/** Who signed the step before signs the next one as well, as long as the page is open. */
let lastSigner: ActOverLink['signer'] = { unit: '', name: '', post: '', phone: '' };

interface Options {
  token: string;
  step: NonNullable<LinkPage['step']>;
  onDone: (page: LinkPage) => void;
  /** Somebody was first: the page is asked how it stands. */
  onLate: () => void;
}

/** What is typed, what is missing, and the way to send it. Nothing of it is kept in the browser. */
export function useAct({ token, step, onDone, onLate }: Options) {
  const only = step.outcomes.length === 1 ? step.outcomes[0] : undefined;
  const [chosen, setChosen] = useState(only?.key);
  const [values, setValues] = useState<FormValues>({});
  const [reason, setReason] = useState('');
  const [signer, setSigner] = useState(lastSigner);
  const [faults, setFaults] = useState<Faults>({});
  const [missing, setMissing] = useState<Missing[]>([]);
  const outcome = step.outcomes.find(({ key }) => key === chosen);
  const send = useIntent(actOverLink, {
    onSuccess(page) {
      lastSigner = signer;
      onDone(page);
    },
    onError(error) {
      if (!(error instanceof ApiProblem)) return;
      setFaults(faultsFrom(error.details).faults);
      if (error.status === 409 || error.status === 404) onLate();
    },
  });

  /** False: something is missing, and is marked. */
  const submit = (form: Form | null): boolean => {
    const found = form && outcome ? checkForm(form, values) : {};
    const lacking: Missing[] = [
      ...(step.outcomes.length > 0 && !outcome ? (['outcome'] as const) : []),
      ...(outcome?.needs.includes('reason') && reason.trim() === '' ? (['reason'] as const) : []),
      ...signerFields.filter((field) => signer[field].trim() === ''),
    ];
    setFaults(found);
    setMissing(lacking);
    if (Object.keys(found).length + lacking.length > 0) return false;
    send.run({
      ...{ token, task: step.task, signer, values: writableValues(form, values) },
      ...(outcome && { outcome: outcome.key }),
      ...(reason.trim() !== '' && { reason }),
    });
    return true;
  };

  return {
    ...{ outcome, values, reason, setReason, signer, faults, missing, submit },
    choose(key: string) {
      setChosen(key);
      setFaults({});
      setMissing(missing.filter((field) => field !== 'outcome'));
    },
    change(next: FormValues) {
      setFaults((old) => stillMarked(old, values, next));
      setValues(next);
    },
    sign(next: ActOverLink['signer']) {
      setMissing(
        missing.filter((field) => field === 'outcome' || field === 'reason' || next[field].trim() === ''),
      );
      setSigner(next);
    },
    isRunning: send.isRunning,
    error: send.error,
  };
}
