import { Button } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { ClockRequestRow } from '../../../api/resources/due.shapes.ts';
import { decideRequest } from '../../client/deadlines.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { TextField } from '../dialog/text-field.tsx';
import { Failure } from '../page-state.tsx';
import { PostList } from '../post-list.tsx';
import './clocks.css';

/** Requests for more time or for a clock to stand still: who asks for what and why, decided by whoever may. */
export function ClockRequests({ requests }: { requests: ClockRequestRow[] }) {
  if (requests.length === 0) return null;
  return (
    <ul className="clock-requests">
      {requests.map((request) => (
        <Request key={`${request.caseId} ${request.request}`} request={request} />
      ))}
    </ul>
  );
}

function Request({ request }: { request: ClockRequestRow }) {
  const { t, label, date, instant } = useTexts();
  const { pathname } = useLocation();
  const [decision, setDecision] = useState<boolean>();
  const what =
    request.what === 'extension'
      ? t('clocks.asksExtension', {
          name: label(request.deadlineName),
          date: date(request.date ?? ''),
          from: date(request.dueDate ?? ''),
        })
      : t('clocks.asksSuspension', { name: label(request.deadlineName), why: label(request.why) });
  const caseAddress = `/cases/${request.caseId}`;
  return (
    <li className="stack-tight">
      <p>
        <strong>{what}</strong>
      </p>
      {pathname === caseAddress ? null : (
        <p>
          <Link className="plain-link" to={caseAddress}>
            {request.number} {request.title}
          </Link>
        </p>
      )}
      <p className="quote">{request.reason}</p>
      <p className="small muted">
        {request.by?.name ?? t('state.system')} · {instant(request.at)}
      </p>
      {request.mayDecide ? (
        <div className="row">
          <Button type="primary" onClick={() => setDecision(true)}>
            {t('clocks.approve')}
          </Button>
          <Button onClick={() => setDecision(false)}>{t('clocks.refuse')}</Button>
        </div>
      ) : (
        <p className="small">
          {t('clocks.waitsFor')}
          <PostList posts={request.approvers} />
        </p>
      )}
      {decision === undefined ? null : (
        <DecideDialog request={request} what={what} approve={decision} close={() => setDecision(undefined)} />
      )}
    </li>
  );
}

interface DecideDialogProps {
  request: ClockRequestRow;
  what: string;
  approve: boolean;
  close: () => void;
}

function DecideDialog({ request, what, approve, close }: DecideDialogProps) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const decide = useIntent(decideRequest, {
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  const name = t(approve ? 'clocks.approve' : 'clocks.refuse');
  const isMissing = !approve && !reason.trim();
  return (
    <Dialog
      title={name}
      isOpen
      close={close}
      send={name}
      isRunning={decide.isRunning}
      onSend={() => {
        setChecked(true);
        if (isMissing) return;
        decide.run({
          caseId: request.caseId,
          request: request.request,
          approve,
          reason: reason.trim() || undefined,
        });
      }}
    >
      <p>{what}</p>
      {decide.error ? <Failure error={decide.error} /> : null}
      <TextField
        label={t('task.reason')}
        hint={t('task.reasonHint')}
        value={reason}
        onChange={setReason}
        isRequired={!approve}
        isMissing={isChecked && isMissing}
        takesFocus
      />
    </Dialog>
  );
}
