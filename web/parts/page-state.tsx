import { Button, Spin } from 'antd';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../client/problem.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon, type IconName } from './icon.tsx';
import { Notice } from './notice.tsx';
import { useProblemText } from './problem-text.ts';

export function Loading() {
  const { t } = useTexts();
  return (
    <div className="state" role="status">
      <Spin />
      <span>{t('state.loading')}</span>
    </div>
  );
}

export function Empty({
  icon = 'inbox',
  title,
  children,
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="state">
      <Icon name={icon} size={36} />
      <strong>{title}</strong>
      {children ? <div>{children}</div> : null}
    </div>
  );
}

/** What went wrong, in plain words, with a way on. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const { t } = useTexts();
  const textOf = useProblemText();
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 403);
  return (
    <Notice tone={isMissing ? 'warn' : 'danger'} role="alert" title={textOf(error).title}>
      <p>{textOf(error).mend}</p>
      {retry && !isMissing ? (
        <Button style={{ marginTop: 8 }} onClick={retry}>
          {t('state.retry')}
        </Button>
      ) : null}
    </Notice>
  );
}

/** The three states of what a page reads, so that no page forgets one. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
