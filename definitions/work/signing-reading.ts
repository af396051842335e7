import type { Signing, VoteRule } from '../../engine/work/model.ts';
import { isIdentifier } from '../activity-reading.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';
import { Attributes } from './attributes.ts';

const ofVote = [
  'ratio',
  'moreThan',
  'passCount',
  'rejectCount',
  'weight',
  'abstention',
  'tie',
  'quorum',
  'decidesEarly',
];

/** `rf:signing` of a task: how several people decide together. */
export function readSigning(
  task: SourceElement,
  context: ReadingContext,
): { signing?: Signing; problems: Problem[] } {
  const source = extensionOf(task, 'rf:signing');
  if (!source) return { problems: [] };
  const read = new Attributes(source, ['多人办理', 'signing'], context);
  if (extensionsOf(task, 'rf:signing').length > 1) {
    read.fault(
      'signing-twice',
      ['一个任务只能有一种多人办理方式', 'Expected one rf:signing on the task, but found several'],
      ['只保留一种', 'Keep one of them'],
    );
  }
  const mode = read.choice('mode', ['any', 'all', 'vote', 'sequential']);
  if (read.text('mode') === undefined) {
    read.fault(
      'signing-mode',
      ['多人办理没有写明方式', 'The signing does not say how people decide together'],
      ['写 mode="any | all | vote | sequential"', 'Write mode="any | all | vote | sequential"'],
    );
  }
  const each = read.choice('each', ['post', 'person']);
  const resultVariable = read.text('resultVariable');
  if (resultVariable !== undefined && !isIdentifier(resultVariable)) {
    read.wrong('resultVariable', ['变量名', 'the name of a variable'], resultVariable);
  }
  const vote = mode === 'vote' ? readVote(read) : undefined;
  if (mode !== undefined && mode !== 'vote') {
    read.unfit(ofVote, ['只有票决（vote）才计票', 'only a vote counts votes']);
  }
  const signing: Signing = {
    mode: mode ?? 'all',
    ...(each !== undefined && { each }),
    ...(vote && { vote }),
    ...(resultVariable !== undefined && { resultVariable }),
  };
  return { signing, problems: read.problems };
}

function readVote(read: Attributes): VoteRule {
  const ratio = read.number('ratio', { from: 0, to: 100 });
  const moreThan = read.flag('moreThan');
  const passCount = read.number('passCount', { from: 1, to: 1000, whole: true });
  const rejectCount = read.number('rejectCount', { from: 1, to: 1000, whole: true });
  const weight = read.feel('weight');
  const abstention = read.choice('abstention', ['count', 'leave']);
  const tie = read.choice('tie', ['pass', 'reject']);
  const quorum = read.number('quorum', { from: 0, to: 100 });
  const decidesEarly = read.flag('decidesEarly');
  if (['ratio', 'passCount', 'rejectCount'].every((name) => read.text(name) === undefined)) {
    read.fault(
      'vote-without-rule',
      ['票决没有写明何时通过', 'The vote does not say when it has passed'],
      [
        '填写 ratio（百分比）、passCount 或 rejectCount',
        'Give a ratio (percent), a passCount or a rejectCount',
      ],
    );
  }
  if (read.text('ratio') !== undefined && read.text('passCount') !== undefined) {
    read.fault(
      'vote-rule-twice',
      ['票决同时写了比例和通过票数', 'The vote has both a ratio and a count to pass'],
      ['只保留其中一个', 'Keep one of both'],
    );
  }
  if (read.text('ratio') === undefined) {
    read.unfit(['moreThan'], ['没有比例', 'there is no ratio']);
  }
  return {
    ...(ratio !== undefined && { ratio }),
    ...(moreThan !== undefined && { moreThan }),
    ...(passCount !== undefined && { passCount }),
    ...(rejectCount !== undefined && { rejectCount }),
    ...(weight !== undefined && { weight }),
    ...(abstention !== undefined && { abstention }),
    ...(tie !== undefined && { tie }),
    ...(quorum !== undefined && { quorum }),
    ...(decidesEarly !== undefined && { decidesEarly }),
  };
}
