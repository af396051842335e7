import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useIntent } from '../client/intent.ts';
import { clockQuery, moveClock } from '../client/office.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from '../parts/icon.tsx';
import { Failure } from '../parts/page-state.tsx';
import { useWho } from './who.tsx';

const day = 86_400_000;

/** In a demonstration: what its clock says, and for the supervisor the way to move it forward. */
export function ClockBanner() {
  const { t, date } = useTexts();
  const { may } = useWho();
  const queries = useQueryClient();
  const clock = useQuery(clockQuery);
  const [isOpen, setOpen] = useState(false);
  const [toDate, setToDate] = useState('');
  const move = useIntent(moveClock, {
    onSuccess: async () => {
      setOpen(false);
      // First how far the telling is: what is asked at the same moment may be of before it ended.
      await queries.refetchQueries(clockQuery);
      await queries.invalidateQueries();
    },
  });
  const isTelling = clock.data?.advance.state === 'running';

  // Once every case has heard of the new time, all that is on the page may have changed.
  const wasTelling = useRef(false);
  useEffect(() => {
    if (wasTelling.current && !isTelling) void queries.invalidateQueries();
    wasTelling.current = isTelling;
  }, [isTelling, queries]);

  if (!clock.data?.isDemonstration) return null;
  const ahead = Math.round(clock.data.offset / day);
  return (
    <section className="banner banner-clock no-print" aria-label={t('clock.title')}>
      <Icon name="clock" />
      <span className="banner-text">
        {ahead > 0
          ? t('clock.ahead', { date: date(clock.data.today), days: ahead })
          : t('clock.now', { date: date(clock.data.today) })}
        {isTelling ? (
          <span role="status">
            {t('clock.telling', { done: clock.data.advance.done, total: clock.data.advance.total })}
            {clock.data.advance.failed > 0 ? t('clock.missed', { count: clock.data.advance.failed }) : null}
          </span>
        ) : null}
      </span>
      {may('clock.advance') ? <Button onClick={() => setOpen(true)}>{t('clock.move')}</Button> : null}
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        title={t('clock.moveTitle')}
        footer={null}
        destroyOnHidden
      >
        <div className="stack">
          <p className="muted">{t('clock.explain')}</p>
          <div className="row">
            {[1, 3, 7, 30].map((days) => (
              <Button key={days} loading={move.isRunning} onClick={() => move.run({ addDays: days })}>
                {t('clock.addDays', { count: days })}
              </Button>
            ))}
          </div>
          <form
            className="field"
            onSubmit={(event) => {
              event.preventDefault();
              if (toDate) move.run({ toDate });
            }}
          >
            <label htmlFor="clock-to">{t('clock.toDate')}</label>
            <div className="row">
              <input
                id="clock-to"
                type="date"
                className="native"
                style={{ width: 200 }}
                min={clock.data.today}
                value={toDate}
                onChange={(event) => setToDate(event.target.value)}
              />
              <Button type="primary" htmlType="submit" disabled={!toDate} loading={move.isRunning}>
                {t('clock.go')}
              </Button>
            </div>
          </form>
          {move.error ? <Failure error={move.error} /> : null}
        </div>
      </Modal>
    </section>
  );
}
