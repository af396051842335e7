import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { PostList } from '../../parts/post-list.tsx';

/** For oneself, where one's own post names one. */
const self = '';

/** For whom the reader would act: themselves (`''`) if a post of theirs has the task, then each principal. */
export const rolesOf = (task: TaskDetail): string[] => [
  ...(task.whyMe.length > 0 ? [self] : []),
  ...task.actingFor.map(({ person }) => person.person),
];

interface ActingForProps {
  task: TaskDetail;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** 代理: says for whom one acts and that the record will say so; asks where it could be for several. */
export function ActingFor({ task, value, onChange }: ActingForProps) {
  const { t } = useTexts();
  const { me } = useWho();
  const roles = rolesOf(task);
  if (task.actingFor.length === 0 || task.status !== 'open') return null;
  const only = roles.length === 1 ? task.actingFor[0] : undefined;
  return (
    <div className="notice tone-info">
      <Icon name="people" />
      <div className="notice-body">
        {only ? (
          <>
            <strong>{t('acting.for', { name: only.person.name })}</strong>
            <p>
              <PostList posts={only.posts} />
              {t('state.sentence')}
              {t('acting.record', { by: me.person.name, name: only.person.name })}
            </p>
          </>
        ) : (
          <fieldset className="field">
            <legend>{t('acting.choose')}</legend>
            <div className="choices">
              {roles.map((role) => {
                const principal = task.actingFor.find(({ person }) => person.person === role);
                return (
                  <label key={role}>
                    <input
                      type="radio"
                      name="acting-for"
                      checked={value === role}
                      onChange={() => onChange(role)}
                    />
                    <span>
                      {principal
                        ? t('acting.asSubstitute', { name: principal.person.name })
                        : t('acting.asSelf', { name: me.person.name })}
                      {' · '}
                      <PostList posts={principal ? principal.posts : task.whyMe} />
                    </span>
                  </label>
                );
              })}
            </div>
          </fieldset>
        )}
      </div>
    </div>
  );
}
