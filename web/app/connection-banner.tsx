import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useConnection } from '../client/connection.ts';
import { sessionQuery } from '../client/session.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from '../parts/icon.tsx';

const askAgainAfter = 5_000;

/** Says honestly that the server cannot be reached, asks again by itself, and refreshes the page when it answers. */
export function ConnectionBanner() {
  const { t } = useTexts();
  const connection = useConnection();
  const queries = useQueryClient();
  const wasDown = useRef(false);

  useEffect(() => {
    if (connection === 'ok') {
      if (wasDown.current) void queries.invalidateQueries();
      wasDown.current = false;
      return;
    }
    wasDown.current = true;
    const timer = setInterval(() => void queries.refetchQueries(sessionQuery), askAgainAfter);
    return () => clearInterval(timer);
  }, [connection, queries]);

  return (
    <div role="status">
      {connection === 'ok' ? null : (
        <div className="banner banner-danger">
          <Icon name="alert" />
          <span>{t(connection === 'offline' ? 'shell.offline' : 'shell.outage')}</span>
        </div>
      )}
    </div>
  );
}
