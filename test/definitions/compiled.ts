import { expect } from 'vitest';
import { compile, type CompileOptions } from '../../definitions/compile.ts';
import type { Node, ProcessModel } from '../../engine/model.ts';

/** The model of a file that is right. */
export async function modelOf(xml: string, options?: CompileOptions): Promise<ProcessModel> {
  const result = await compile(xml, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.model;
}

/** One node of it. */
export async function nodeOf(xml: string, id: string): Promise<Node | undefined> {
  return (await modelOf(xml)).nodes[id];
}

/** `element code` of each problem or warning; each is said in both languages, with its mend. */
export async function found(xml: string, options?: CompileOptions): Promise<string[]> {
  const result = await compile(xml, options);
  const problems = result.ok ? result.warnings : result.problems;
  for (const { message, mend } of problems) {
    expect(message.zh && message.en && mend.zh && mend.en).toBeTruthy();
  }
  return problems.map(
    ({ element, code, severity }) => `${element} ${code}${severity === 'warning' ? ' (warning)' : ''}`,
  );
}
