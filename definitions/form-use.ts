import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import { effectiveForm, writableFields, type Form } from './form.ts';
import { errorAt, type Problem } from './problem.ts';

/**
 * Tells the model of a process which variables each step may set: the fields of its form that it may write. The engine
 * refuses all others, whatever a page sends. `startForm`: that with which a case begins, for whoever gets it back to revise
 * it. `model` is changed; what the steps say of fields that no form has is given back.
 */
export function applyForms(
  model: ProcessModel,
  forms: Record<string, Form>,
  { startForm }: { startForm?: string | undefined } = {},
): Problem[] {
  const begun = startForm === undefined ? undefined : forms[startForm];
  if (begun && model.keepsTrail)
    model.work = { verbs: [], ...model.work, startForm: { key: begun.key, writes: writableFields(begun) } };
  return Object.values(model.nodes).flatMap((node) => {
    if (node.type !== 'userTask') return [];
    const config = node.config as unknown as UserTaskConfig;
    const form = config.form === undefined ? undefined : forms[config.form];
    if (!form) return [];
    config.writes = writableFields(effectiveForm(form, config.fields));
    const at = { id: node.id, name: node.name.zh };
    const shown = form.layout.flatMap(({ fields }) => fields);
    const names = new Set(shown.map(({ field }) => field));
    const unknown = Object.keys(config.fields ?? {}).filter((name) => !names.has(name));
    const writable = new Set(config.writes);
    const unfilled = (config.link?.fills ?? []).filter(({ field }) => !writable.has(field));
    const unasked = config.outcomes.flatMap(({ key, requires = [] }) =>
      requires.filter((name) => !writable.has(name)).map((name) => ({ key, name })),
    );
    const hidden = new Set(
      Object.keys(config.fields ?? {}).filter((name) => config.fields?.[name] === 'hidden'),
    );
    const depending = shown.filter(
      ({ field, showWhen }) => showWhen && hidden.has(showWhen.field) && !hidden.has(field),
    );
    return [
      ...unknown.map((name) => unknownField(at, name, form.key)),
      ...unasked.map((outcome) => cannotBeWritten(at, outcome, form.key)),
      ...unfilled.map(({ field }) => cannotBeFilled(at, field, form.key)),
      ...depending.map(({ field }) => dependsOnHidden(at, field)),
    ];
  });
}

type At = { id: string; name: string };
const source = ({ id, name }: At) => ({
  id,
  name,
  type: 'userTask',
  role: '',
  attributes: {},
  text: '',
  children: [],
  extensions: [],
});

function unknownField(at: At, name: string, form: string): Problem {
  return errorAt(
    source(at),
    'field-unknown',
    [`表单“${form}”没有字段“${name}”`, `The form '${form}' has no field '${name}'`],
    ['改为表单中的字段，或删除该权限', 'Name a field of the form, or remove the access'],
  );
}

function cannotBeWritten(at: At, { key, name }: { key: string; name: string }, form: string): Problem {
  return errorAt(
    source(at),
    'outcome-field',
    [
      `办理结果“${key}”要求填写“${name}”，但表单“${form}”在本环节没有可填写的这一字段`,
      `The outcome '${key}' requires '${name}', which cannot be filled in here: the form '${form}' has no such field, or it is read-only or hidden`,
    ],
    ['改为表单中可填写的字段', 'Name a field of the form that this step may write'],
  );
}

function cannotBeFilled(at: At, name: string, form: string): Problem {
  return errorAt(
    source(at),
    'one-time-link-fill',
    [
      `一次性链接填写“${name}”，但表单“${form}”在本环节没有可填写的这一字段`,
      `The one-time link fills '${name}', which this step may not write: the form '${form}' has no such field, or it is read-only or hidden`,
    ],
    ['改为表单中可填写的字段', 'Name a field of the form that this step may write'],
  );
}

function dependsOnHidden(at: At, name: string): Problem {
  return errorAt(
    source(at),
    'field-depends-on-hidden',
    [
      `字段“${name}”是否显示取决于一个隐藏字段`,
      `Whether the field '${name}' is shown depends on a field that is hidden here`,
    ],
    [
      '把该字段也隐藏，或不隐藏它所依据的字段',
      'Hide this field too, or do not hide the one that it depends on',
    ],
  );
}
