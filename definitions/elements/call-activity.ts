import type { CallActivityConfig } from '../../engine/model.ts';
import { readMappings } from '../activity-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { attributeOf, type SourceElement } from '../source-element.ts';

/** Runs another template as a case of its own. */
export const callActivity = {
  type: 'callActivity',
  kind: 'activity',
  attributes: ['calledElement', 'binding', 'message', 'outlives'],
  ownsMappings: true,
  read(source, context) {
    const calledElement = attributeOf(source, 'calledElement');
    const binding = attributeOf(source, 'binding') ?? 'latest';
    const message = attributeOf(source, 'message');
    const outlives = attributeOf(source, 'outlives') ?? 'false';
    const inputs = readMappings(source, 'rf:input', context);
    const outputs = readMappings(source, 'rf:output', context);
    const isVersion = /^[1-9]\d{0,6}$/.test(binding);
    const problems: Problem[] = [...inputs.problems, ...outputs.problems];
    if (calledElement === undefined) problems.push(withoutTemplate(source));
    else if (context.templates && !context.templates.has(calledElement))
      problems.push(unknownTemplate(source, calledElement));
    if (binding !== 'latest' && !isVersion) problems.push(badBinding(source, binding));
    if (outlives !== 'true' && outlives !== 'false') problems.push(badOutlives(source, outlives));
    const config: CallActivityConfig = {
      calledElement: calledElement ?? '',
      binding: isVersion ? { version: Number(binding) } : 'latest',
      ...(message === undefined ? {} : { message }),
      ...(outlives === 'true' && { outlives: true }),
      inputs: inputs.mappings,
      outputs: outputs.mappings,
    };
    return { config: JSON.parse(JSON.stringify(config)), problems };
  },
} satisfies ElementReading;

function withoutTemplate(source: SourceElement): Problem {
  return errorAt(
    source,
    'called-template-missing',
    ['调用活动没有指定要调用的模板', 'The call activity does not name a template'],
    ['选择要调用的流程模板', 'Choose the template that it calls'],
  );
}

function unknownTemplate(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'called-template-unknown',
    [`没有编号为“${found}”的流程模板`, `There is no template with the key '${found}'`],
    ['选择已发布的流程模板', 'Choose a published template'],
  );
}

function badBinding(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'binding',
    [
      `版本绑定应为 latest 或版本号，实际为“${found}”`,
      `Expected the binding to be latest or a version number, but found '${found}'`,
    ],
    ['填写 latest 或版本号', 'Write latest or a version number'],
  );
}

function badOutlives(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'outlives',
    [
      `被调用事项是否继续办理（outlives）应为 true 或 false，实际为“${found}”`,
      `Expected outlives to be true or false, but found '${found}'`,
    ],
    ['填写 true 或 false', 'Write true or false'],
  );
}
