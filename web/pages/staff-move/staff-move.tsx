import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { planStaffMove } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { TextField } from '../../parts/dialog/text-field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Failure } from '../../parts/page-state.tsx';
import type { PeopleOption } from '../../parts/people-picker/people-options.ts';
import { PeoplePicker } from '../../parts/people-picker/people-picker.tsx';

/** 离职/调岗移交: all that names somebody who leaves goes to another, in one recorded batch that is looked at first. */
export default function StaffMovePage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [from, setFrom] = useState<PeopleOption[]>([]);
  const [to, setTo] = useState<PeopleOption[]>([]);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const plan = useIntent(planStaffMove, { onSuccess: (batch) => navigate(`/batches/${batch.batch}`) });
  const leaver = from[0]?.choice.person;
  const successor = to[0]?.choice.person;
  const isSame = leaver !== undefined && leaver === successor;
  return (
    <div className="page page-form">
      <PageHead
        above={{ to: '/organisation', text: t('page.organisation') }}
        title={t('page.staffMove')}
        hint={t('staffMove.hint')}
      />
      <form
        className="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (leaver && successor && !isSame && reason.trim())
            plan.run({
              from: leaver,
              to: successor,
              scope: { templates: [], units: [] },
              reason: reason.trim(),
            });
        }}
      >
        {plan.error ? <Failure error={plan.error} /> : null}
        {isSame ? <Notice tone="danger" role="alert" title={t('staffMove.same')} /> : null}
        <PeoplePicker
          label={t('staffMove.from')}
          value={from}
          onChange={setFrom}
          most={1}
          withPosts={false}
          isMissing={isChecked && !leaver}
        />
        <PeoplePicker
          label={t('staffMove.to')}
          value={to}
          onChange={setTo}
          most={1}
          withPosts={false}
          isMissing={isChecked && !successor}
        />
        <TextField
          label={t('task.reason')}
          hint={t('staffMove.reasonHint')}
          value={reason}
          onChange={setReason}
          isRequired
          isMissing={isChecked && !reason.trim()}
        />
        <p className="muted">{t('staffMove.posts')}</p>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={plan.isRunning}>
            {t('batch.preview')}
          </Button>
        </div>
      </form>
    </div>
  );
}
