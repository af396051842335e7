import type { SourceElement } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { refusedMeaning, rewritten } from './rewriting.ts';

/** How another engine cuts its transactions, keeps its history or draws its palette: nothing here depends on it. */
const withoutMeaning = new Set(
  [
    ...['async', 'asyncBefore', 'asyncAfter', 'asyncLeave', 'exclusive', 'jobPriority', 'taskPriority'],
    ...[
      'historyTimeToLive',
      'versionTag',
      'isStartableInTasklist',
      'diagramRelationId',
      'failedJobRetryTimeCycle',
    ],
    ...['modelerTemplate', 'modelerTemplateVersion', 'modelerTemplateIcon', 'formFieldValidation'],
  ]
    .map((name) => `camunda:${name}`)
    .concat(['zeebe:userTask', 'zeebe:versionTag', 'zeebe:modelerTemplate', 'zeebe:modelerTemplateIcon']),
);

/** What tells people something, and changes nothing that runs: named in a warning. */
const toldOnly = new Set(
  [
    ...['owner', 'priority', 'followUpDate', 'category', 'initiator', 'properties', 'description'],
    ...['candidateStarterUsers', 'candidateStarterGroups', 'businessCalendarName'],
  ]
    .map((name) => `camunda:${name}`)
    .concat(['zeebe:properties', 'zeebe:priorityDefinition']),
);

const mend: [string, string] = [
  '删除它，或用这里的元素表达同样的意思：代码用服务任务，时限、表单、办理人用属性面板',
  'Remove it, or say the same by an element: a service task for code, the panel for deadlines, forms and people',
];

/** Last: what of a known vendor was not understood would change what the process does, so it is refused by name. */
export const leftovers: VendorMeaning = {
  translate(source) {
    const names = [...Object.keys(source.attributes), ...source.extensions.map(({ type }) => type)];
    const theirs = names.filter((name) => /^(?:camunda|zeebe):/.test(name));
    if (theirs.length === 0) return undefined;
    const refused = theirs.filter(
      (name) => !withoutMeaning.has(name) && !toldOnly.has(name) && !isEmpty(source, name),
    );
    return {
      source: rewritten(source, { drop: theirs.filter((name) => !toldOnly.has(name)) }),
      problems: [...new Set(refused)].map((what) => refusedMeaning(source, what, mend)),
    };
  },
};

function isEmpty({ attributes, extensions }: SourceElement, name: string): boolean {
  const extension = extensions.find(({ type }) => type === name);
  return extension
    ? extension.extensions.length === 0 && Object.keys(extension.attributes).length === 0
    : attributes[name] === '';
}
