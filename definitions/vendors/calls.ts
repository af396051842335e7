import { attributeOf, extensionOf } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { refusedMeaning, rewritten } from './rewriting.ts';

const said = [
  'camunda:calledElementBinding',
  'camunda:calledElementVersion',
  'camunda:calledElementTenantId',
  'camunda:sameDeployment',
  'zeebe:calledElement',
];
const code = [
  'camunda:caseRef',
  'camunda:variableMappingClass',
  'camunda:variableMappingDelegateExpression',
  'camunda:inheritVariables',
];
const mend: [string, string] = [
  '列出传入和传出的变量，并按模板编号调用',
  'List the variables that go in and come out, and call a template by its key',
];

/** Which process a call activity calls, and in which version. */
export const calls: VendorMeaning = {
  translate(source) {
    if (source.type !== 'callActivity') return undefined;
    const called = extensionOf(source, 'zeebe:calledElement');
    const version = attributeOf(source, 'camunda:calledElementVersion');
    const refused = code.filter((name) => !['false', undefined].includes(source.attributes[name]));
    return {
      source: rewritten(source, {
        drop: [...said, ...code],
        attributes: {
          ...(called ? { calledElement: called.attributes['processId'] } : {}),
          ...(version === undefined ? {} : { binding: version }),
        },
      }),
      problems: refused.map((what) => refusedMeaning(source, what, mend)),
    };
  },
};
