import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { CaseDetail, PossibleMessage } from '../../../api/resources/cases.shapes.ts';
import { sendMessage } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';
import { checkForm, faultsFrom, type Faults } from '../../parts/schema-form/check.ts';
import { writableValues, type FormValues } from '../../parts/schema-form/field-schema.ts';
import { fieldId, SchemaForm } from '../../parts/schema-form/schema-form.tsx';

/** What the reader may ask of the case beside its tasks, such as to make an item ongoing; and why not now. */
export function Messages({ detail }: { detail: CaseDetail }) {
  const { t, label } = useTexts();
  const [open, setOpen] = useState<PossibleMessage>();
  if (detail.messages.length === 0) return null;
  return (
    <section className="card" aria-labelledby="messages">
      <h2 id="messages">{t('case.messages')}</h2>
      <div className="row">
        {detail.messages.map((message) => (
          <Button key={message.message} disabled={message.because !== null} onClick={() => setOpen(message)}>
            {label(message.name)}
          </Button>
        ))}
      </div>
      {detail.messages.map(({ message, because }) =>
        because ? (
          <p key={message} className="small muted">
            {t('verbs.notNow', { because: label(because) })}
          </p>
        ) : null,
      )}
      <Modal
        open={open !== undefined}
        title={open ? label(open.name) : ''}
        onCancel={() => setOpen(undefined)}
        footer={null}
        destroyOnHidden
      >
        {open ? (
          <MessageForm
            key={open.message}
            caseId={detail.caseId}
            message={open}
            close={() => setOpen(undefined)}
          />
        ) : null}
      </Modal>
    </section>
  );
}

interface MessageFormProps {
  caseId: string;
  message: PossibleMessage;
  close: () => void;
}

function MessageForm({ caseId, message, close }: MessageFormProps) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const [values, setValues] = useState<FormValues>(message.values);
  const [faults, setFaults] = useState<Faults>({});
  const send = useIntent(sendMessage, {
    onSuccess: async () => {
      close();
      await refresh();
    },
    onError: (error) => {
      if (error instanceof ApiProblem) setFaults(faultsFrom(error.details).faults);
    },
  });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = message.form ? checkForm(message.form, values) : {};
        setFaults(found);
        const first = Object.keys(found)[0];
        if (first) document.getElementById(fieldId('message', first))?.focus();
        else send.run({ caseId, message: message.message, values: writableValues(message.form, values) });
      }}
    >
      {send.error ? <Failure error={send.error} /> : null}
      {message.form ? (
        <SchemaForm
          form={message.form}
          values={values}
          faults={faults}
          onChange={setValues}
          idPrefix="message"
        />
      ) : (
        <p>{t('case.messageSure', { name: label(message.name) })}</p>
      )}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={close}>{t('state.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isRunning}>
          {t('case.messageSend')}
        </Button>
      </div>
    </form>
  );
}
