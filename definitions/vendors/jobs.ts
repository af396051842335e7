import { attributeOf, extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { extension, refusedMeaning, rewritten } from './rewriting.ts';

const code = ['camunda:class', 'camunda:delegateExpression', 'camunda:expression', 'camunda:connector'];
const said = [
  ...code,
  'camunda:type',
  'camunda:topic',
  'camunda:field',
  'zeebe:taskDefinition',
  'zeebe:taskHeaders',
];
const mend: [string, string] = [
  '把代码写成作业，并在服务任务上选择它的类型',
  'Write the code as a job, and choose its type at the service task',
];

/** What a service task does: an external topic or a job type is a job of that type; code of another engine cannot run here. */
export const jobs: VendorMeaning = {
  translate(source) {
    const type = jobTypeOf(source);
    const refused = [
      ...code.filter((name) => source.attributes[name] !== undefined || extensionOf(source, name)),
      ...(type === undefined && source.attributes['camunda:type'] !== undefined ? ['camunda:type'] : []),
      ...(extensionOf(source, 'camunda:field') ? ['camunda:field'] : []),
    ];
    if (type === undefined && refused.length === 0) return undefined;
    const add = type === undefined ? [] : [extension(source, 'rf:job', { type }, parametersOf(source))];
    return {
      source: rewritten(source, { drop: said, add }),
      problems: refused.map((what) => refusedMeaning(source, what, mend)),
    };
  },
};

function jobTypeOf(source: SourceElement): string | undefined {
  const definition = extensionOf(source, 'zeebe:taskDefinition');
  if (definition) return attributeOf(definition, 'type');
  const isExternal = attributeOf(source, 'camunda:type') === 'external';
  return isExternal ? attributeOf(source, 'camunda:topic') : undefined;
}

function parametersOf(source: SourceElement): SourceElement[] {
  return extensionsOf(source, 'zeebe:taskHeaders')
    .flatMap((headers) => extensionsOf(headers, 'zeebe:header'))
    .map((header) =>
      extension(source, 'rf:parameter', {
        name: header.attributes['key'],
        value: header.attributes['value'],
      }),
    );
}
