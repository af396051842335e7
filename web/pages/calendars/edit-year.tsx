import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CalendarYear } from '../../../api/resources/calendars.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { saveCalendarYear } from '../../client/office.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { readDays, runsOf, type DayFault } from './day-text.ts';

interface EditYearProps {
  year: CalendarYear;
  version: string;
  close: () => void;
}

/** Enters a year's notice: typed, pasted, or read from a file (the JSON of holiday-cn, or plain lines). */
export function EditYear({ year, version, close }: EditYearProps) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const asText = (days: string[]) =>
    runsOf(days)
      .map((run) => (run.from === run.to ? run.from : `${run.from}~${run.to}`))
      .join('\n');
  const [off, setOff] = useState(asText(year.off));
  const [work, setWork] = useState(asText(year.work));
  const [basis, setBasis] = useState(year.basis ?? '');
  const [faults, setFaults] = useState<{ off: DayFault[]; work: DayFault[] }>({ off: [], work: [] });
  const [fileFault, setFileFault] = useState(false);
  const save = useIntent(saveCalendarYear, {
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  const id = (name: string) => `${name}-${year.year}`;

  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    const read = readNotice(await file.text());
    setFileFault(!read);
    if (!read) return;
    setOff(asText(read.off));
    setWork(asText(read.work));
    if (read.basis) setBasis(read.basis);
  };

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const readOff = readDays(off, year.year);
        const readWork = readDays(work, year.year);
        setFaults({ off: readOff.faults, work: readWork.faults });
        if (readOff.faults.length + readWork.faults.length > 0) return;
        save.run({
          year: year.year,
          version,
          published: true,
          off: readOff.days,
          work: readWork.days,
          basis: basis.trim() || undefined,
        });
      }}
    >
      {save.error ? <Failure error={save.error} /> : null}
      <div className="field">
        <label htmlFor={id('file')}>{t('calendars.file')}</label>
        <p className="hint">{t('calendars.fileHint')}</p>
        <input
          id={id('file')}
          type="file"
          accept=".json,application/json"
          className="native file"
          onChange={(event) => void takeFile(event.target.files?.[0])}
        />
        {fileFault ? (
          <p className="error" role="alert">
            <Icon name="cross" size={18} />
            {t('calendars.fileFault')}
          </p>
        ) : null}
      </div>
      <DaysField id={id('off')} title={t('calendars.off')} text={off} faults={faults.off} onChange={setOff} />
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
      <p className="small muted">{t('calendars.saveHint')}</p>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isRunning}>
          {t('calendars.publish')}
        </Button>
        <Button onClick={close}>{t('state.cancel')}</Button>
      </div>
    </form>
  );
}

interface DaysFieldProps {
  id: string;
  title: string;
  text: string;
  faults: DayFault[];
  onChange: (text: string) => void;
}

function DaysField({ id, title, text, faults, onChange }: DaysFieldProps) {
  const { t } = useTexts();
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <p className="hint" id={`${id}-hint`}>
        {t('calendars.daysHint')}
      </p>
      <Input.TextArea
        id={id}
        aria-describedby={`${id}-hint`}
        aria-invalid={faults.length > 0 || undefined}
        autoSize={{ minRows: 3, maxRows: 12 }}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {faults.map((fault) => (
        <p key={`${fault.line} ${fault.text}`} className="error" role="alert">
          <Icon name="cross" size={18} />
          {t('calendars.dayFault', { line: fault.line, text: fault.text })}
        </p>
      ))}
    </div>
  );
}

/** `{ off, work, basis? }`, or holiday-cn's `{ days: [{ date, isOffDay }], papers? }`. */
function readNotice(text: string): { off: string[]; work: string[]; basis?: string } | undefined {
  const isDays = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((day) => typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day));
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    if (isDays(value['off']) && isDays(value['work'])) {
      return {
        off: value['off'],
        work: value['work'],
        basis: typeof value['basis'] === 'string' ? value['basis'] : undefined,
      };
    }
    if (!Array.isArray(value['days'])) return undefined;
    const days = value['days'] as { date: string; isOffDay: boolean }[];
    const off = days.filter((day) => day.isOffDay).map((day) => day.date);
    const work = days.filter((day) => !day.isOffDay).map((day) => day.date);
    const papers = value['papers'];
    const basis = Array.isArray(papers) && typeof papers[0] === 'string' ? papers[0] : undefined;
    return isDays(off) && isDays(work) ? { off, work, basis } : undefined;
  } catch {
    return undefined; // not JSON: the page says what it expects
  }
}
