import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Substitution } from '../../../api/resources/substitutions.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { endSubstitution, substitutionsQuery } from '../../client/substitutions.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog/dialog.tsx';
import { News } from '../../parts/news.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Failure, Loaded } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import { AddSubstitutionDialog } from './add-substitution.tsx';

/** 代理设置: who stands in for whom, from when to when, for what. */
export default function SubstitutionsPage() {
  const { t } = useTexts();
  const { me, may } = useWho();
  const mayManage = may('staff.manage');
  const query = useQuery(substitutionsQuery(mayManage));
  const [adding, setAdding] = useState<'mine' | 'other'>();
  return (
    <div className="page">
      <PageHead
        title={t('page.substitutions')}
        hint={t('substitutions.hint')}
        actions={
          <>
            <Button type="primary" onClick={() => setAdding('mine')}>
              {t('substitutions.addMine')}
            </Button>
            {mayManage ? (
              <Button onClick={() => setAdding('other')}>{t('substitutions.addOther')}</Button>
            ) : null}
          </>
        }
      />
      <News>
        <Loaded query={query}>
          {({ items }) => {
            const mine = items.filter(({ principal }) => principal.person === me.person.person);
            const forOthers = items.filter(({ substitute }) => substitute.person === me.person.person);
            const managed = items.filter((one) => !mine.includes(one) && !forOthers.includes(one));
            return (
              <div className="stack">
                <Group id="mine" title={t('substitutions.mine')} rows={mine} />
                <Group id="for-others" title={t('substitutions.forOthers')} rows={forOthers} />
                {mayManage ? <Group id="managed" title={t('substitutions.managed')} rows={managed} /> : null}
              </div>
            );
          }}
        </Loaded>
        {adding ? (
          <AddSubstitutionDialog isForOther={adding === 'other'} close={() => setAdding(undefined)} />
        ) : null}
      </News>
    </div>
  );
}

function Group({ id, title, rows }: { id: string; title: string; rows: Substitution[] }) {
  const { t, label, date } = useTexts();
  const [ending, setEnding] = useState<Substitution>();
  return (
    <section className="stack-tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? (
        <div className="card">
          <Empty icon="people" title={t('substitutions.none')} />
        </div>
      ) : (
        <DataTable
          caption={title}
          rows={rows}
          rowKey={(row) => row.substitution}
          columns={[
            {
              key: 'who',
              title: t('substitutions.who'),
              isLead: true,
              cell: (row) => (
                <strong>
                  {t('substitutions.pair', {
                    substitute: row.substitute.name,
                    principal: row.principal.name,
                  })}
                </strong>
              ),
            },
            {
              key: 'when',
              title: t('substitutions.when'),
              cell: (row) =>
                t('substitutions.fromTo', {
                  from: date(row.from),
                  to: row.to ? date(row.to) : t('substitutions.open'),
                }),
            },
            {
              key: 'scope',
              title: t('substitutions.scope'),
              cell: (row) =>
                [...row.templates, ...row.units].map(({ name }) => label(name)).join(t('state.listComma')) ||
                t('substitutions.everything'),
            },
            { key: 'reason', title: t('task.reason'), cell: (row) => row.reason },
            {
              key: 'state',
              title: t('substitutions.state'),
              cell: (row) => (
                <StatusTag tone={row.isCurrent ? 'ok' : 'neutral'}>
                  {t(row.isCurrent ? 'substitutions.isCurrent' : 'substitutions.isNot')}
                </StatusTag>
              ),
            },
            {
              key: 'end',
              title: t('substitutions.end'),
              cell: (row) =>
                row.mayEnd ? (
                  <Button
                    aria-label={t('substitutions.endOf', {
                      substitute: row.substitute.name,
                      principal: row.principal.name,
                    })}
                    onClick={() => setEnding(row)}
                  >
                    {t('substitutions.end')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {ending ? <EndDialog substitution={ending} close={() => setEnding(undefined)} /> : null}
    </section>
  );
}

function EndDialog({ substitution, close }: { substitution: Substitution; close: () => void }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const end = useIntent(endSubstitution, {
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  return (
    <Dialog
      title={t('substitutions.endOf', {
        substitute: substitution.substitute.name,
        principal: substitution.principal.name,
      })}
      isOpen
      close={close}
      send={t('substitutions.end')}
      isRunning={end.isRunning}
      onSend={() => end.run({ substitution: substitution.substitution })}
    >
      <p>{t('substitutions.endHint')}</p>
      {end.error ? <Failure error={end.error} /> : null}
    </Dialog>
  );
}
