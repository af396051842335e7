import { AddParticipantDialog } from './add-participant-verb.tsx';
import { AddSubCaseDialog } from './add-sub-case-verb.tsx';
import { AddTaskDialog } from './add-task-verb.tsx';
import { AnswerDelegationDialog } from './answer-verb.tsx';
import { MoveDialog } from './move-verb.tsx';
import { PeopleVerbDialog } from './people-verb.tsx';
import { ReasonVerbDialog } from './reason-verb.tsx';
import { RemoveSignerDialog } from './remove-signer-verb.tsx';
import { ReturnDialog } from './return-verb.tsx';
import type { VerbDialogProps } from './use-verb.ts';
import { WordsVerbDialog } from './words-verb.tsx';

/** The dialog of a verb. 重新发起 has a page of its own. */
export function VerbDialog(props: VerbDialogProps) {
  const { verb } = props.offered;
  switch (verb) {
    case 'transfer':
    case 'delegate':
    case 'assign':
    case 'addSignersBefore':
    case 'addSignersAfter':
      return <PeopleVerbDialog {...props} verb={verb} />;
    case 'recuse':
    case 'suspend':
    case 'resume':
    case 'withdraw':
    case 'recall':
    case 'void':
    case 'cancel':
      return <ReasonVerbDialog {...props} verb={verb} />;
    case 'comment':
    case 'ask':
    case 'urge':
    case 'copyTo':
      return <WordsVerbDialog {...props} verb={verb} />;
    case 'return':
      return <ReturnDialog {...props} />;
    case 'move':
      return <MoveDialog {...props} />;
    case 'removeSigner':
      return <RemoveSignerDialog {...props} />;
    case 'answerDelegation':
      return <AnswerDelegationDialog {...props} />;
    case 'addTask':
      return <AddTaskDialog {...props} />;
    case 'addSubCase':
      return <AddSubCaseDialog {...props} />;
    case 'addParticipant':
      return <AddParticipantDialog {...props} />;
    case 'resubmit':
      return null;
  }
}
