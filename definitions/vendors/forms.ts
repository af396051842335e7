import { attributeOf, extensionOf } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { extension, refusedMeaning, rewritten } from './rewriting.ts';

const keys = ['camunda:formKey', 'camunda:formRef'];
const said = [
  ...keys,
  'camunda:formRefBinding',
  'camunda:formRefVersion',
  'zeebe:formDefinition',
  'camunda:formData',
  'camunda:formProperty',
];
const mend: [string, string] = [
  '为这些字段新建表单，并在任务上选择它',
  'Make a form of these fields, and choose it at the task',
];

/** The form of a user task by its key. Fields that stand in the diagram itself become a form of the package by hand. */
export const forms: VendorMeaning = {
  translate(source) {
    const definition = extensionOf(source, 'zeebe:formDefinition');
    const inside = ['camunda:formData', 'camunda:formProperty', 'zeebe:userTaskForm'].filter((type) =>
      extensionOf(source, type),
    );
    const written =
      keys.map((name) => attributeOf(source, name)).find((key) => key !== undefined) ??
      (definition && (attributeOf(definition, 'formId') ?? attributeOf(definition, 'formKey')));
    if (written === undefined && inside.length === 0) return undefined;
    const isKey = written !== undefined && /^[\p{L}\p{N}_.-]+$/u.test(written);
    const add = isKey && source.type === 'userTask' ? [extension(source, 'rf:form', { key: written })] : [];
    const refused = [...inside, ...(written !== undefined && add.length === 0 ? [written] : [])];
    return {
      source: rewritten(source, { drop: [...said, 'zeebe:userTaskForm'], add }),
      problems: refused.map((what) => refusedMeaning(source, what, mend)),
    };
  },
};
