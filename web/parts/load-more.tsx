import { Button } from 'antd';
import { useTexts } from '../i18n/use-texts.ts';

interface More {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list that is paged by key; `text`: what the button says, where “more” says too little. */
export function LoadMore({ query, text }: { query: More; text?: string }) {
  const { t } = useTexts();
  if (!query.hasNextPage) return null;
  return (
    <div className="row" style={{ justifyContent: 'center', marginTop: 16 }}>
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {text ?? t('state.more')}
      </Button>
    </div>
  );
}
