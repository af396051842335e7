import { evaluate } from './feel.ts';
import type { Json, JsonObject } from './json.ts';
import type { PostAtUnit, PostAtUnitExpression } from './model.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';

/** Whom a template names, as seen from a token: a post (or a list of posts) at a unit (or at each unit of a list). */
export function postsAt(run: Run, token: Token, named: PostAtUnitExpression): PostAtUnit[] {
  return postsBy((text) => run.evaluate(text, token), named);
}

/** The same with any way to evaluate expressions. */
export function postsBy(
  evaluate: (text: string) => Json,
  { post, unit }: PostAtUnitExpression,
): PostAtUnit[] {
  const units = texts(evaluate(unit));
  const posts = texts(evaluate(post));
  return units.flatMap((at) => posts.map((each) => ({ post: each, unit: at })));
}

/** Whom several name together, over the values of a case. What cannot be evaluated names nobody: that refuses a choice, and breaks no page. */
export function postsNamed(
  named: readonly PostAtUnitExpression[],
  variables: JsonObject,
  at: string,
): PostAtUnit[] {
  return named.flatMap((each) => postsBy(leniently(variables, at), each));
}

/** The same of people, by their ids. */
export const peopleNamed = (named: readonly string[], variables: JsonObject, at: string): string[] =>
  named.flatMap((text) => texts(leniently(variables, at)(text)));

const leniently =
  (variables: JsonObject, at: string) =>
  (text: string): Json => {
    try {
      return evaluate(text, variables, at);
    } catch {
      return null;
    }
  };

/** One text or several, without what is no text. */
export function texts(value: Json): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}
