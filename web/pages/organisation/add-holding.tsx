import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Organisation } from '../../../api/resources/organisation.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { addHolding } from '../../client/office.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';

/** Puts a person in a post at a unit from a day on; whoever holds it then may be ended with the day before. */
export function AddHoldingDialog({ organisation, close }: { organisation: Organisation; close: () => void }) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const [person, setPerson] = useState('');
  const [unit, setUnit] = useState('');
  const [post, setPost] = useState('');
  const [from, setFrom] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const add = useIntent(addHolding, {
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  const choices = (entries: { value: string; text: string }[]): ReactNode => [
    <option key="" value="">
      {t('form.choose')}
    </option>,
    ...entries.map((entry) => (
      <option key={entry.value} value={entry.value}>
        {entry.text}
      </option>
    )),
  ];
  return (
    <Modal open onCancel={close} title={t('organisation.add')} footer={null}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          add.run({ person, unit, post, from, to: null, endOthers });
        }}
      >
        {add.error ? <Failure error={add.error} /> : null}
        <div className="field">
          <label htmlFor="holding-person">{t('organisation.person')}</label>
          <select
            id="holding-person"
            className="native"
            required
            value={person}
            onChange={(event) => setPerson(event.target.value)}
          >
            {choices(organisation.people.map((one) => ({ value: one.person, text: one.name })))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="holding-unit">{t('organisation.unit')}</label>
          <select
            id="holding-unit"
            className="native"
            required
            value={unit}
            onChange={(event) => setUnit(event.target.value)}
          >
            {choices(organisation.units.map((one) => ({ value: one.unit, text: label(one.name) })))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="holding-post">{t('organisation.post')}</label>
          <select
            id="holding-post"
            className="native"
            required
            value={post}
            onChange={(event) => setPost(event.target.value)}
          >
            {choices(organisation.posts.map((one) => ({ value: one.post, text: label(one.name) })))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="holding-from">{t('organisation.from')}</label>
          <input
            id="holding-from"
            type="date"
            className="native"
            required
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </div>
        <div className="choices">
          <label>
            <input
              type="checkbox"
              checked={endOthers}
              onChange={(event) => setEndOthers(event.target.checked)}
            />
            {t('organisation.endOthers')}
          </label>
        </div>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t('state.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={add.isRunning}>
            {t('state.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
