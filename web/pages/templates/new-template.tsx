import { Button, Modal } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { NewTemplate, TemplateRow } from '../../../api/resources/templates.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { createTemplate } from '../../client/templates.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';

const kinds = ['template', 'empty', 'file'] as const;
type Kind = (typeof kinds)[number];

/** The server reads no more: 1 MiB. */
const longestFile = 1_048_576;
const goodKey = /^[a-z][a-z0-9-]{1,60}$/;

/** A new template: from one that is here, from nothing, or from a .bpmn file of any modeler. */
export function NewTemplateDialog({ templates, onClose }: { templates: TemplateRow[]; onClose(): void }) {
  const { t, label } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const id = useId();
  const published = templates.filter(({ version }) => version !== null);
  const [kind, setKind] = useState<Kind>(published.length > 0 ? 'template' : 'empty');
  const [from, setFrom] = useState(published[0]?.key ?? '');
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [key, setKey] = useState<string>();
  const [file, setFile] = useState<{ name: string; xml: string }>();
  const [fault, setFault] = useState('');
  const chosenKey = key ?? freeTemplateKey(kind === 'template' ? from : 'process', templates);
  const create = useIntent(createTemplate, {
    onSuccess: async (draft) => {
      await refresh();
      await navigate(`/templates/${encodeURIComponent(draft.key)}/edit`);
    },
  });
  const take = async (chosen: File | undefined) => {
    setFault('');
    if (!chosen) return setFile(undefined);
    if (chosen.size > longestFile) return setFault(t('templates.fileTooLong'));
    const xml = await chosen.text();
    if (!/<([\w-]+:)?definitions[\s>]/.test(xml))
      return setFault(t('templates.fileNotBpmn', { name: chosen.name }));
    setFile({ name: chosen.name, xml });
    if (name === '') setName(chosen.name.replace(/\.(bpmn|xml|bpmn20\.xml)$/i, ''));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const source = sourceOf(kind, from, file?.xml);
    if (!name.trim()) return setFault(t('templates.nameMissing'));
    if (!goodKey.test(chosenKey)) return setFault(t('templates.keyBad'));
    if (!source) return setFault(t('templates.fileMissing'));
    setFault('');
    create.run({
      key: chosenKey,
      name: { zh: name.trim(), ...(nameEn.trim() ? { en: nameEn.trim() } : {}) },
      from: source,
    });
  };
  return (
    <Modal
      open
      width={640}
      footer={null}
      title={t('templates.new')}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <form className="stack" onSubmit={submit} noValidate>
        <fieldset className="field">
          <legend>{t('templates.from')}</legend>
          <div className="choices">
            {kinds.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name={`${id}-kind`}
                  checked={kind === one}
                  disabled={one === 'template' && published.length === 0}
                  onChange={() => setKind(one)}
                />
                {t(`templates.fromKind.${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        {kind === 'template' ? (
          <div className="field">
            <label htmlFor={`${id}-from`}>{t('templates.fromWhich')}</label>
            <select
              id={`${id}-from`}
              className="native"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            >
              {published.map((row) => (
                <option key={row.key} value={row.key}>
                  {label(row.name)} · {t('templates.versionNumber', { version: row.version ?? 0 })}
                </option>
              ))}
            </select>
          </div>
        ) : null}
        {kind === 'file' ? (
          <div className="field">
            <label htmlFor={`${id}-file`}>{t('templates.file')}</label>
            <input
              id={`${id}-file`}
              type="file"
              accept=".bpmn,.xml,application/xml,text/xml"
              className="native file-input"
              onChange={(event) => void take(event.target.files?.[0])}
            />
            <p className="hint">{t('templates.fileHint')}</p>
          </div>
        ) : null}
        <div className="field">
          <label htmlFor={`${id}-name`}>{t('templates.nameZh')}</label>
          <input
            id={`${id}-name`}
            className="native"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-name-en`}>{t('templates.nameEn')}</label>
          <input
            id={`${id}-name-en`}
            lang="en"
            className="native"
            value={nameEn}
            onChange={(event) => setNameEn(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-key`}>{t('templates.key')}</label>
          <input
            id={`${id}-key`}
            lang="en"
            className="native"
            value={chosenKey}
            onChange={(event) => setKey(event.target.value)}
          />
          <p className="hint">{t('templates.keyHint')}</p>
        </div>
        {fault ? <Notice tone="danger" role="alert" title={fault} /> : null}
        {create.error ? <Failure error={create.error} /> : null}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={create.isRunning}>
            {t('templates.create')}
          </Button>
          <Button onClick={onClose}>{t('state.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}

function sourceOf(kind: Kind, from: string, xml: string | undefined): NewTemplate['from'] | undefined {
  if (kind === 'template') return { kind, key: from };
  if (kind === 'empty') return { kind };
  return xml === undefined ? undefined : { kind, xml };
}

function freeTemplateKey(wanted: string, templates: TemplateRow[]): string {
  const taken = new Set(templates.map(({ key }) => key));
  const stem = /^[a-z][a-z0-9-]*$/.test(wanted) ? wanted.slice(0, 55) : 'process';
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}
