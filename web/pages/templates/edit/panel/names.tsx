import { useTexts } from '../../../../i18n/use-texts.ts';
import { textOf, type Drawn, type Moddle } from '../moddle.ts';
import { readInstruction } from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { Section, TextInput } from './inputs.tsx';

/** Names in both languages, of an element or of the process. */
export function Names({ of: owner, element }: { of: Moddle; element?: Drawn }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const set = (properties: Record<string, unknown>) => {
    if (!element) editor.setProcessProperties(properties);
    else if (editor.element(element.id)) editor.setProperties(element, properties);
  };
  return (
    <Section title={t('editor.names')}>
      <TextInput
        label={t('editor.nameZh')}
        value={textOf(owner, 'name')}
        onCommit={(name) => set({ name })}
      />
      <TextInput
        label={t('editor.nameEn')}
        lang="en"
        value={textOf(owner, 'rf:nameEn')}
        onCommit={(name) => set({ 'rf:nameEn': name })}
      />
    </Section>
  );
}

/** What the handler reads above the form. */
export function Instruction({ element }: { element: Drawn }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const { zh, en } = readInstruction(element.businessObject);
  const set = (instruction: { zh: string; en: string }) => {
    if (!editor.element(element.id)) return;
    const properties = Object.fromEntries(Object.entries(instruction).filter(([, text]) => text !== ''));
    const parts = Object.keys(properties).length === 0 ? [] : [editor.create('rf:Instruction', properties)];
    editor.setExtension(element, 'rf:Instruction', parts);
  };
  return (
    <details className="disclosure">
      <summary>{t('editor.instruction')}</summary>
      <div className="stack-tight">
        <TextInput
          isLong
          label={t('editor.instructionZh')}
          value={zh}
          onCommit={(text) => set({ zh: text, en })}
        />
        <TextInput
          isLong
          lang="en"
          label={t('editor.instructionEn')}
          value={en}
          onCommit={(text) => set({ zh, en: text })}
        />
      </div>
    </details>
  );
}
