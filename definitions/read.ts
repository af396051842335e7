import { BpmnModdle } from 'bpmn-moddle';
import { checkSize } from './limits.ts';
import { fromModdle, nowhere, placeOf, type ModdleElement } from './moddle-source.ts';
import { errorAt, type Problem } from './problem.ts';
import { resolveReferences, wrongReferences } from './references.ts';
import extension from './rectiflow-moddle.json' with { type: 'json' };
import type { SourceElement } from './source-element.ts';

/** With problems there may still be a tree, so that everything else that is wrong can be said at once. */
export interface ReadResult {
  definitions?: SourceElement;
  /** The namespaces that the file declares at its root, by prefix. */
  namespaces: Record<string, string>;
  problems: Problem[];
}

/** What bpmn-moddle says that it could not do; for a reference also where it stands and what it refers to. */
export interface ModdleWarning {
  message: string;
  element?: ModdleElement;
  property?: string;
  value?: string;
}

/** What bpmn-moddle makes of a file. */
export interface ModdleResult {
  rootElement: ModdleElement;
  elementsById: Record<string, ModdleElement>;
  warnings: ModdleWarning[];
}

/**
 * BPMN 2.0 XML to a plain tree. Whatever the reader of the XML could not place (an unknown element or attribute, a
 * reference that leads nowhere, an id used twice) is a problem: what was not understood must not be run without it.
 */
export async function readXml(xml: string): Promise<ReadResult> {
  const tooMuch = checkSize(xml);
  if (tooMuch.length > 0) return { namespaces: {}, problems: tooMuch };
  try {
    const result = await parse(xml);
    const namespaces = namespacesOf(result.rootElement);
    const { warnings, problems } = resolveReferences(result, namespaces);
    return {
      definitions: fromModdle(result.rootElement),
      namespaces,
      problems: [
        ...problems,
        ...warnings.flatMap((warning) => problemOfWarning(warning, xml)),
        ...wrongReferences(result.rootElement),
      ],
    };
  } catch (cause) {
    const warnings = (cause as { warnings?: ModdleWarning[] }).warnings ?? [];
    return {
      namespaces: {},
      problems: [notBpmn(cause), ...warnings.flatMap((warning) => problemOfWarning(warning, xml))],
    };
  }
}

/**
 * The parser can go on after content that it does not understand, and then names all of it; but for each it counts the
 * lines before it, at a cost that grows with the square of the file. So a large file is told only the first.
 */
async function parse(xml: string): Promise<ModdleResult> {
  const moddle = new BpmnModdle({ rf: extension });
  const tags = xml.split('<').length;
  const lax = xml.length * tags <= mostWorkToNameAll;
  return (await moddle.fromXML(withTrimmedIds(xml), 'bpmn:Definitions', { lax })) as ModdleResult;
}

function namespacesOf({ $attrs = {} }: ModdleElement): Record<string, string> {
  return Object.fromEntries(
    Object.entries($attrs).flatMap(([name, uri]) =>
      name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), uri]] : [],
    ),
  );
}

/** Blanks around an id or a reference mean nothing (XML Schema, whiteSpace of ID, IDREF and QName), but the reader stops at them. */
function withTrimmedIds(xml: string): string {
  return xml.replace(
    /\b(id|[a-z]\w{2,40}Ref|default|bpmnElement)="([^"<]*)"/g,
    (written, name: string, value: string) =>
      value.trim() === value ? written : `${name}="${value.trim()}"`,
  );
}

/** Characters times tags: a file of 100 KB with 2,500 tags is still told everything. */
const mostWorkToNameAll = 250_000_000;

function notBpmn(cause: unknown): Problem {
  const said = firstLines(cause instanceof Error ? cause.message : String(cause));
  return errorAt(
    undefined,
    'not-bpmn',
    [
      `需要 BPMN 2.0 文件，但无法读取：${said}`,
      `Expected a BPMN 2.0 file, but it could not be read: ${said}`,
    ],
    ['请用 BPMN 编辑器重新导出 .bpmn 文件', 'Export the .bpmn file again from a BPMN modeler'],
  );
}

function problemOfWarning(warning: ModdleWarning, xml: string): Problem[] {
  // The text is decoded already; only where that went wrong does the encoding that it names matter.
  if (warning.message.startsWith('unsupported document encoding') && !xml.includes('\uFFFD')) return [];
  const at = warning.element && placeOf(warning.element);
  const reference = /unresolved reference <(.*)>/.exec(warning.message)?.[1];
  if (reference !== undefined) {
    // Only drawings may point at drawings that are gone; what the engine reads may not.
    if (warning.element && /^(bpmndi|di|dc):/.test(warning.element.$type)) return [];
    return [
      errorAt(
        at,
        'reference-unresolved',
        [`引用的元素“${reference}”不存在`, `It refers to an element '${reference}' that is not in the file`],
        ['删除该连线或引用，或重新连接', 'Remove the connection or reference, or connect it again'],
      ),
    ];
  }
  const duplicate = /duplicate ID <(.*)>/.exec(warning.message)?.[1];
  if (duplicate !== undefined) {
    return [
      errorAt(
        { ...nowhere, id: duplicate },
        'id-duplicate',
        [`元素编号“${duplicate}”重复`, `The id '${duplicate}' is used twice`],
        ['给其中一个元素换一个编号', 'Give one of the elements another id'],
      ),
    ];
  }
  const said = firstLines(warning.message);
  return [
    errorAt(
      at,
      'content-unknown',
      [`有无法识别的内容：${said}`, `There is content that is not understood: ${said}`],
      ['删除该内容，或改用受支持的元素', 'Remove it, or use a supported element instead'],
    ),
  ];
}

/** The reader's message without its stack-like tail, and short: it may quote the file. */
function firstLines(message: string): string {
  return message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ')
    .slice(0, 200);
}
