import { join } from 'node:path';
import { elementReadings } from '../../definitions/elements/index.ts';
import { eventReadings } from '../../definitions/event-definitions/index.ts';
import { limits } from '../../definitions/limits.ts';
import extension from '../../definitions/rectiflow-moddle.json' with { type: 'json' };
import { standardRules } from '../../definitions/structure/index.ts';
import { vendorMeanings } from '../../definitions/vendors/index.ts';
import { verbNames, verbRules } from '../../definitions/work/verb-reading.ts';
import { elements } from '../../engine/elements/index.ts';
import { eventDefinitions } from '../../engine/event-definitions/index.ts';
import type { Language } from './check.ts';
import { elementNames } from './element-names.ts';
import { functionMeanings } from './function-meanings.ts';
import { commentOf } from './source-comments.ts';

/** The page of the project's documents. */
export const capabilitiesFile = join(import.meta.dirname, '../../docs/capabilities.md');

const words = {
  zh: {
    title: '支持的内容',
    intro:
      '由元素登记表生成：`npm run template -- capabilities --write`。未列出的内容不会被悄悄跳过，而是拒绝并指明元素。',
    elements: '元素',
    element: '元素',
    meaning: '含义（摘自源码注释）',
    extras: '可带',
    events: '事件：触发方式与位置',
    trigger: '触发方式',
    activity: '多实例、循环、边界事件、时限、变量映射',
    rules: '文件必须遵守的标准条款（BPMN 2.0.2）',
    vendors: '其他引擎的文件（Camunda 7 与 8、Flowable、Operaton、Activiti）',
    extension: 'rf: 扩展（办理、时限、表单）',
    extensionOn: '写在',
    parts: '属性与 <部分>',
    verbs: '可开放的操作（rf:verb，含义见 human-work.md）',
    verb: '操作',
    where: '写在',
    onStep: '步骤、流程',
    onCase: '流程',
    settings: '设置',
    always: '总要填写',
    functions: '表达式中的工作日函数（FEEL 之外，按案件的工作日历）',
    functionsNote:
      '日期可写成日期、时刻或其文本；时刻按中国日期。可用于案件的一切表达式及其决策表；可选人员（rf:among、rf:fallback）、审批人（rf:approver）和 template.json 的 units 中没有工作日历，使用即报错。',
    function: '函数',
    gives: '结果',
    limits: '文件上限',
    limit: (l: typeof limits) =>
      `${l.bytes} 字节，${l.flowElements} 个流程元素，${l.tags} 个标签，${l.depth} 层嵌套`,
  },
  en: {
    title: 'Capabilities',
    intro:
      'Made from the registries of elements by `npm run template -- capabilities --write`. What is not listed is never passed over in silence: it is refused, and its element named.',
    elements: 'Elements',
    element: 'Element',
    meaning: 'Meaning, as its file says',
    extras: 'May carry',
    events: 'Events: what triggers them, and where',
    trigger: 'Trigger',
    activity: 'multi-instance, loop, boundary events, deadline, mappings',
    rules: 'Clauses of the standard that a file must keep (BPMN 2.0.2)',
    vendors: 'Files of other engines (Camunda 7 and 8, Flowable, Operaton, Activiti)',
    extension: 'The rf: extension (people, deadlines, forms)',
    extensionOn: 'Stands on',
    parts: 'Attributes and <parts>',
    verbs: 'Verbs that a template may offer (rf:verb; human-work.md has their meaning)',
    verb: 'Verb',
    where: 'Stands on',
    onStep: 'step, process',
    onCase: 'process',
    settings: 'Settings',
    always: 'Always asks for',
    functions: 'Working days in expressions (beyond FEEL, by the calendar of the case)',
    functionsNote:
      'A date may be a date, a date and time, or the text of one; an instant is the day that it is in China. They work in every expression of a case and in the decision tables it asks. Whom one may choose (`rf:among`, `rf:fallback`), `rf:approver` and the units of template.json know no calendar: there they are refused.',
    function: 'Function',
    gives: 'Gives',
    limits: 'Largest file',
    limit: (l: typeof limits) =>
      `${l.bytes} bytes, ${l.flowElements} flow elements, ${l.tags} tags, ${l.depth} levels of nesting`,
  },
};

/** What is supported, as a page of Markdown: only what the registries hold and the engine runs. */
export function capabilities(language: Language): string {
  const say = words[language];
  const name = (type: string) => elementNames[type]?.[language === 'zh' ? 0 : 1] ?? type;
  const readings = [...elementReadings.values()].filter(({ type }) => elements[type]);
  const positions = readings.filter(({ events }) => events);
  const triggers = ['none', ...[...eventReadings.keys()].filter((type) => eventDefinitions[type])];
  return [
    `# ${say.title}`,
    say.intro,
    `## ${say.elements}`,
    table(
      [say.element, 'BPMN', say.meaning, say.extras],
      readings.map(({ type, kind, choosesFlow }) => [
        name(type),
        `\`${type}\``,
        commentOf('engine/elements', type) || commentOf('definitions/elements', type),
        [
          ...(kind === 'activity' || kind === 'container' ? [say.activity] : []),
          ...(choosesFlow ? ['`default`'] : []),
        ].join(', '),
      ]),
    ),
    `## ${say.events}`,
    table(
      [say.trigger, ...positions.map(({ type }) => name(type))],
      triggers.map((trigger) => [
        name(trigger),
        ...positions.map(({ events = [] }) => (events.includes(trigger) ? '●' : '')),
      ]),
    ),
    ...triggers.flatMap((type) => {
      const comment = commentOf('engine/event-definitions', type);
      return comment === '' ? [] : [`- **${name(type)}**: ${comment}`];
    }),
    `## ${say.extension}`,
    table([say.element, say.extensionOn, say.parts], extensionRows()),
    `## ${say.verbs}`,
    table(
      [say.verb, say.where, say.settings, say.always],
      verbNames.map((verb) => {
        const { on, settings, always = [] } = verbRules[verb];
        const where = on === 'case' ? say.onCase : say.onStep;
        return [`\`${verb}\``, where, settings.join(', '), always.join(', ')];
      }),
    ),
    `## ${say.functions}`,
    say.functionsNote,
    table(
      [say.function, say.gives],
      Object.entries(functionMeanings).map(([name, [given, zh, en]]) => [
        `\`${name}(${given})\``,
        language === 'zh' ? zh : en,
      ]),
    ),
    `## ${say.rules}`,
    ...standardRules.map(({ clause }) => `- ${clause}`),
    `## ${say.vendors}`,
    ...Object.keys(vendorMeanings).map((meaning) => `- ${commentOf('definitions/vendors', meaning)}`),
    `## ${say.limits}`,
    say.limit(limits),
    '',
  ]
    .join('\n\n')
    .replaceAll(/(\n- .*)\n(?=\n- )/g, '$1');
}

/** Elements of the extension and attributes that it gives to those of BPMN, as the reader of the XML knows them. */
function extensionRows(): string[][] {
  // The reader of the XML puts the prefix into the names once it has read a file.
  const plain = (name: string) => name.replace(/^rf:/, '');
  const tag = (name: string) => `rf:${plain(name).slice(0, 1).toLowerCase()}${plain(name).slice(1)}`;
  return (extension.types as ExtensionType[]).map(({ name, extends: extended, meta, properties }) => {
    const parts = properties.map(({ name: part, isAttr, type }) =>
      isAttr ? `\`${extended ? 'rf:' : ''}${plain(part)}\`` : `\`<${tag(type)}>\``,
    );
    const on = [...(extended ?? []), ...(meta?.allowedIn ?? [])].map((type) => type.replace('bpmn:', ''));
    return [extended ? '' : `\`${tag(name)}\``, on.join(', '), parts.join(' ')];
  });
}

interface ExtensionType {
  name: string;
  extends?: string[];
  meta?: { allowedIn: string[] };
  properties: { name: string; isAttr?: boolean; type: string }[];
}

/** The page as the project formats its documents. */
export async function capabilitiesPage(): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  return format(capabilities('en'), { ...(await resolveConfig(capabilitiesFile)), parser: 'markdown' });
}

/** A table with its columns aligned. */
function table(head: string[], rows: string[][]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => width(row[column] ?? ''))));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 3) - width(cell))).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first), `| ${widths.map((wide) => '-'.repeat(wide)).join(' | ')} |`, ...rest.map(line)].join(
    '\n',
  );
}

/** Chinese characters take two columns. */
function width(text: string): number {
  return [...text].reduce((sum, char) => sum + (/[\u2E80-\u9FFF\uFF00-\uFFEF]/.test(char) ? 2 : 1), 0);
}
