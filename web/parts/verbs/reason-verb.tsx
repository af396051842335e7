import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

type ReasonVerb = 'recuse' | 'suspend' | 'resume' | 'withdraw' | 'recall' | 'void' | 'cancel';

const dangerous = new Set<ReasonVerb>(['recall', 'void', 'cancel']);

/** 回避, 暂停, 恢复, 撤回, 撤销, 作废: what it does, and why. */
export function ReasonVerbDialog({ verb, ...props }: VerbDialogProps & { verb: ReasonVerb }) {
  const act = useVerb(verb, props);
  const { place } = props;
  const needs = useNeeds(act);
  return (
    <VerbFrame
      act={act}
      isDanger={dangerous.has(verb)}
      send={() => {
        if (!needs.isComplete) return;
        const { given } = needs;
        // A case, and a task that is done, have no version that the page must have seen.
        if (!place.taskKey || verb === 'withdraw') act.run(given);
        else act.run({ generation: place.generation, ...given });
      }}
    >
      {needs.fields}
    </VerbFrame>
  );
}
