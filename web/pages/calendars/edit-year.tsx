import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CalendarYear } from '../../../api/resources/calendars.shapes.ts';
import { previewCalendarYear } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../../parts/field-error.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { daysAsText, readDays, type DayFault } from './day-text.ts';
import { DaysField } from './days-field.tsx';
import { readNoticeFile } from './notice-file.ts';
import { YearPreview } from './year-preview.tsx';

interface EditYearProps {
  year: CalendarYear;
  version: string;
  close: () => void;
}

/** Enters a year's notice: its words pasted, a file, or the days typed. What was read and what moves is seen before publishing. */
export function EditYear({ year, version, close }: EditYearProps) {
  const { t } = useTexts();
  const [way, setWay] = useState<'notice' | 'days'>(year.published ? 'days' : 'notice');
  const [notice, setNotice] = useState('');
  const [off, setOff] = useState(daysAsText(year.off));
  const [work, setWork] = useState(daysAsText(year.work));
  const [basis, setBasis] = useState(year.basis ?? '');
  const [faults, setFaults] = useState<{ off: DayFault[]; work: DayFault[] }>({ off: [], work: [] });
  const [fileFault, setFileFault] = useState(false);
  const [isMissing, setMissing] = useState(false);
  // What somebody else publishes meanwhile is not overwritten unseen.
  const [seen] = useState(version);
  const preview = useIntent(previewCalendarYear);
  const id = (name: string) => `${name}-${year.year}`;
  const unclear =
    way === 'notice' && preview.error instanceof ApiProblem
      ? preview.error.details.map(({ message }) => message)
      : [];

  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    const read = readNoticeFile(await file.text());
    setFileFault(!read);
    if (read?.kind === 'words') {
      setWay('notice');
      setNotice(read.notice);
    } else if (read) {
      setWay('days');
      setOff(daysAsText(read.off));
      setWork(daysAsText(read.work));
      if (read.basis) setBasis(read.basis);
    }
  };
  const look = () => {
    if (way === 'notice') {
      setMissing(!notice.trim());
      if (notice.trim()) preview.run({ year: year.year, notice: notice.trim() });
      return;
    }
    const readOff = readDays(off, year.year);
    const readWork = readDays(work, year.year);
    setFaults({ off: readOff.faults, work: readWork.faults });
    if (readOff.faults.length + readWork.faults.length > 0) return;
    preview.run({
      year: year.year,
      off: readOff.days,
      work: readWork.days,
      basis: basis.trim() || undefined,
    });
  };
  if (preview.result) {
    return <YearPreview preview={preview.result} version={seen} back={() => preview.reset()} close={close} />;
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      {preview.error && unclear.length === 0 ? <Failure error={preview.error} /> : null}
      <fieldset className="field">
        <legend>{t('calendars.way')}</legend>
        <div className="choices choices-row">
          {(['notice', 'days'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name={id('way')} checked={way === one} onChange={() => setWay(one)} />
              {t(`calendars.ways.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor={id('file')}>{t('calendars.file')}</label>
        <p className="hint">{t('calendars.fileHint')}</p>
        <input
          id={id('file')}
          type="file"
          accept=".json,.txt,application/json,text/plain"
          className="native file"
          onChange={(event) => void takeFile(event.target.files?.[0])}
        />
        <FieldError id={id('file-error')} text={fileFault ? t('calendars.fileFault') : undefined} />
      </div>
      {way === 'notice' ? (
        <div className="field">
          <label htmlFor={id('notice')}>{t('calendars.notice')}</label>
          <p className="hint" id={id('notice-hint')}>
            {t('calendars.noticeHint', { year: year.year })}
          </p>
          <Input.TextArea
            id={id('notice')}
            aria-describedby={id('notice-hint')}
            aria-invalid={isMissing || unclear.length > 0 || undefined}
            autoSize={{ minRows: 8, maxRows: 20 }}
            maxLength={20_000}
            value={notice}
            onChange={(event) => setNotice(event.target.value)}
          />
          <FieldError id={id('notice-error')} text={isMissing ? t('form.fault.required') : undefined} />
          {unclear.map((message, index) => (
            <FieldError key={message} id={id(`notice-error-${index}`)} text={message} />
          ))}
        </div>
      ) : (
        <>
          <DaysField
            id={id('off')}
            title={t('calendars.off')}
            text={off}
            faults={faults.off}
            onChange={setOff}
          />
          <DaysField
            id={id('work')}
            title={t('calendars.work')}
            text={work}
            faults={faults.work}
            onChange={setWork}
          />
          <div className="field">
            <label htmlFor={id('basis')}>{t('due.basis')}</label>
            <Input
              id={id('basis')}
              maxLength={500}
              value={basis}
              onChange={(event) => setBasis(event.target.value)}
            />
          </div>
        </>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={preview.isRunning}>
          {t('calendars.preview')}
        </Button>
        <Button onClick={close}>{t('state.cancel')}</Button>
      </div>
    </form>
  );
}
