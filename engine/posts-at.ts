import type { Json } from './json.ts';
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

function texts(value: Json): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}
