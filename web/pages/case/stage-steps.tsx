import { useQuery } from '@tanstack/react-query';
import type { Step } from '../../../api/resources/diagram.shapes.ts';
import { stepsQuery } from '../../client/cases.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { stagesOf } from './stages.ts';

const icons = { done: 'checkCircle', now: 'flag', notYet: 'dot' } as const;

/** The stages of a case in their order, each with a word for whether it is done. */
export function StageSteps({ caseId }: { caseId: string }) {
  const { t, label } = useTexts();
  const steps = useQuery(stepsQuery(caseId));
  const stages = stagesOf(steps.data?.items ?? ([] as Step[]));
  if (stages.length === 0) return null;
  return (
    <ol className="stages" aria-label={t('case.stages')}>
      {stages.map((stage) => (
        <li
          key={stage.stage}
          className={stage.state}
          aria-current={stage.state === 'now' ? 'step' : undefined}
        >
          <Icon name={icons[stage.state]} size={16} />
          {label(stage.name, stage.stage)}
          <span className="visually-hidden">{t(`case.stageState.${stage.state}`)}</span>
        </li>
      ))}
    </ol>
  );
}
