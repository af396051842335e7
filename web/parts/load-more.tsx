import { Button } from 'antd';
import { useTexts } from '../i18n/use-texts.ts';

interface More {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list that is paged by key. */
export function LoadMore({ query }: { query: More }) {
  const { t } = useTexts();
  if (!query.hasNextPage) return null;
  return (
    <div className="row" style={{ justifyContent: 'center', marginTop: 16 }}>
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('state.more')}
      </Button>
    </div>
  );
}
