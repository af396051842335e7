import type { PostName } from '../../api/resources/label.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** Posts at units as one readable run of words; `orElse` where there is none. */
export function PostList({ posts, orElse }: { posts: PostName[]; orElse?: string }) {
  const { t, label } = useTexts();
  if (posts.length === 0) return <>{orElse ?? t('state.nobody')}</>;
  return (
    <>{posts.map((post) => `${label(post.unitName)} ${label(post.postName)}`).join(t('state.listComma'))}</>
  );
}
