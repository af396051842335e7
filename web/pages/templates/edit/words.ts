import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Form } from '../../../../api/resources/forms.shapes.ts';
import { organisationQuery } from '../../../client/office.ts';
import { useTexts, type Texts } from '../../../i18n/use-texts.ts';
import type { OutlineWords } from './differences.ts';
import type { LadderStep, Outcome, PostAtUnit, Tell } from './parts.ts';

/** Expressions that every author needs, said in plain words; the keys are the variables they read. */
const knownUnits = ['responsibleUnit', 'supervisingUnit'] as const;
const knownDates = ['dueDate', 'reviewDate'] as const;
const ruleUnits = ['minute', 'hour', 'calendarDay', 'workingDay', 'month'] as const;
const colours = ['blue', 'yellow', 'orange', 'red'] as const;

export const isExpression = (text: string): boolean => text.trim().startsWith('=');
const variableOf = (expression: string): string => expression.trim().replace(/^=\s*/, '');
const among = <K extends string>(list: readonly K[], text: string): K | undefined =>
  list.find((one) => one === text);

/** Parts of a template in the reader's words. */
export interface Words extends OutlineWords {
  post(key: string): string;
  unit(key: string): string;
  date(expression: string): string;
  postAtUnit(one: PostAtUnit): string;
  tells(tells: Tell[]): string;
  /** `3 个工作日`. */
  period(amount: string | number, unit: string): string;
  /** `到期前 3 个工作日`. */
  when(step: LadderStep): string;
  colour(colour: string): string;
}

export function useWords(forms: Form[] = []): Words {
  const texts = useTexts();
  const { data } = useQuery(organisationQuery);
  return useMemo(() => {
    const posts = new Map(data?.posts.map(({ post, name }) => [post, texts.label(name)]));
    const units = new Map(data?.units.map(({ unit, name }) => [unit, texts.label(name)]));
    const formNames = new Map(forms.map(({ key, title }) => [key, texts.label(title)]));
    return wordsFrom(texts, { posts, units, forms: formNames });
  }, [texts, data, forms]);
}

interface Names {
  posts: Map<string, string>;
  units: Map<string, string>;
  forms: Map<string, string>;
}

export function wordsFrom({ t, language }: Pick<Texts, 't' | 'language'>, names: Names): Words {
  const comma = t('state.listComma');
  const nameOf = ({ key, name, nameEn }: Outcome) => words.label({ zh: name || key, en: nameEn });
  const words: Words = {
    post: (key) => names.posts.get(key) ?? key,
    unit(key) {
      const known = isExpression(key) ? among(knownUnits, variableOf(key)) : undefined;
      return known ? t(`editor.unitOf.${known}`) : (names.units.get(key) ?? key);
    },
    date(expression) {
      const known = among(knownDates, variableOf(expression));
      return known ? t(`editor.dateOf.${known}`) : expression;
    },
    postAtUnit: ({ post, unit }) => [words.unit(unit), words.post(post)].filter(Boolean).join(' · '),
    tells: (tells) =>
      tells.map((tell) => (tell.handlers ? t('editor.handlers') : words.postAtUnit(tell))).join(comma),
    period(amount, unit) {
      const known = among(ruleUnits, unit);
      return known ? t(`editor.period.${known}`, { count: Number(amount) }) : `${amount} ${unit}`;
    },
    when(step) {
      const amount = Number(step.amount || 0);
      if (amount === 0) return t('editor.atDue');
      const period = words.period(Math.abs(amount), step.unit);
      return t(amount < 0 ? 'editor.beforeDue' : 'editor.afterDue', { period });
    },
    colour(colour) {
      const known = among(colours, colour);
      return known ? t(`editor.colourName.${known}`) : colour;
    },
    who: (who) => who.map(words.postAtUnit).join(comma),
    units: (units) => units.map(words.unit).join(comma),
    form: (key) => names.forms.get(key) ?? key,
    outcomes: (outcomes) =>
      outcomes
        .map((outcome) => {
          const name = nameOf(outcome);
          return outcome.needsReason ? t('editor.withReason', { name }) : name;
        })
        .join(comma),
    deadline(deadline) {
      const says = [
        deadline.date ? t('editor.untilDate', { date: words.date(deadline.date) }) : '',
        deadline.amount ? words.period(deadline.amount, deadline.unit) : '',
        deadline.basis ? t('editor.basisIs', { basis: deadline.basis }) : '',
      ];
      return says.filter(Boolean).join(comma);
    },
    ladder: (steps) =>
      steps.map((step) => `${words.when(step)} → ${words.tells(step.tells)}`).join(t('editor.listSemicolon')),
    label: ({ zh, en }) => (language === 'en' && en ? en : zh),
    way(way, target, when) {
      const name = words.label(way.name);
      const condition = when
        ? t('editor.whenOutcome', { step: words.label(when.step.name), outcome: nameOf(when.outcome) })
        : way.condition;
      const how = way.isDefault ? t('editor.otherwise') : condition;
      return `${name && how ? `${name}${t('editor.inBrackets', { text: how })}` : name || how} → ${target}`.trim();
    },
    list: (items) => items.join(t('editor.listSemicolon')),
  };
  return words;
}

export { colours, knownDates, knownUnits, ruleUnits };
