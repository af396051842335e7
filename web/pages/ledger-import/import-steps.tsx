import { useTexts } from '../../i18n/use-texts.ts';

const steps = ['choose', 'look', 'result'] as const;

/** Where in the import one is. */
export function ImportSteps({ now }: { now: number }) {
  const { t } = useTexts();
  return (
    <ol className="import-steps" aria-label={t('import.steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < now ? 'done' : index === now ? 'now' : undefined}
          aria-current={index === now ? 'step' : undefined}
        >
          <span aria-hidden="true">{index + 1}</span>
          {t(`import.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
