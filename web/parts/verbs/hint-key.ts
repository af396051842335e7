import type { OfferedVerb } from '../../../api/resources/work.shapes.ts';

/** What a verb does, as the key of its text: where those who have the task keep it, handing it over asks others too. */
export const hintKey = ({ verb, choices }: Pick<OfferedVerb, 'verb' | 'choices'>) =>
  choices.adds ? ('verbs.hintAdds' as const) : (`verbs.hint.${verb}` as const);
