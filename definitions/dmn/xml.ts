import { Parser } from 'saxen';
import { errorAt, type Problem } from '../problem.ts';

/** An element of a DMN file, of whatever version of the standard; what is foreign to DMN is left out with all inside it. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  /** Its own text, without that of the elements inside it. */
  text: string;
  children: XmlElement[];
}

/** DMN 1.1 to 1.6 differ in nothing that is read here but the name of their namespace. */
const modelNamespaces = [
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
  'https://www.omg.org/spec/DMN/20240513/MODEL/',
];

const prefix = 'dmn:';

/** What a file of decisions may be at most. */
const limits = { bytes: 2 * 1024 * 1024, elements: 20_000, depth: 64 };

/** The file as a tree, or why it cannot be read. Nothing is mended: what is broken is refused. */
export function readXml(xml: string): { root: XmlElement } | { problem: Problem } {
  if (new TextEncoder().encode(xml).length > limits.bytes) {
    return { problem: tooLarge(`${limits.bytes} 字节`, `${limits.bytes} bytes`) };
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    return {
      problem: errorAt(
        undefined,
        'doctype-refused',
        ['文件不得包含 DOCTYPE 或 ENTITY 声明', 'Expected no DOCTYPE or ENTITY in the file, but found one'],
        ['删除该声明后重新上传', 'Remove the declaration and upload the file again'],
      ),
    };
  }
  return parse(xml);
}

function parse(xml: string): { root: XmlElement } | { problem: Problem } {
  const document: XmlElement = { name: '', attributes: {}, text: '', children: [] };
  const open: XmlElement[] = [document];
  let foreign = 0;
  let elements = 0;
  let problem: Problem | undefined;
  const parser = new Parser().ns(
    Object.fromEntries(modelNamespaces.map((uri) => [uri, prefix.slice(0, -1)])),
  );
  const stop = (found: Problem): void => {
    problem ??= found;
    parser.stop();
  };

  parser.on('openTag', (name, attributes, decode) => {
    elements += 1;
    if (elements > limits.elements)
      return stop(tooLarge(`${limits.elements} 个标签`, `${limits.elements} tags`));
    if (open.length + foreign > limits.depth)
      return stop(tooLarge(`${limits.depth} 层嵌套`, `${limits.depth} levels`));
    if (foreign > 0 || !name.startsWith(prefix)) {
      foreign += 1;
      return;
    }
    const element = {
      name: name.slice(prefix.length),
      attributes: decoded(attributes(), decode),
      text: '',
      children: [],
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closeTag', () => {
    if (foreign > 0) foreign -= 1;
    else open.pop();
  });
  parser.on('text', (text, decode) => {
    if (foreign === 0) open.at(-1)!.text += decode(text);
  });
  parser.on('cdata', (text) => {
    if (foreign === 0) open.at(-1)!.text += text;
  });
  parser.on('warn', (found) => stop(notDmn(found.message)));
  parser.on('error', (found) => stop(notDmn(found.message)));
  parser.parse(xml);

  const [root] = document.children;
  if (problem) return { problem };
  return root?.name === 'definitions' ? { root } : { problem: notDmn('no DMN definitions') };
}

function decoded(
  attributes: Record<string, string>,
  decode: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.replace(/^dmn:/, ''), decode(value)]),
  );
}

export function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The text of a child such as `text` or `typeRef`; undefined when it is absent or blank. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return childNamed(element, name)?.text.trim() || undefined;
}

function notDmn(said: string): Problem {
  const short = said.replace(/\s+/g, ' ').slice(0, 200);
  return errorAt(
    undefined,
    'not-dmn',
    [`需要 DMN 文件，但无法读取：${short}`, `Expected a DMN file, but it could not be read: ${short}`],
    ['请用 DMN 编辑器重新导出 .dmn 文件', 'Export the .dmn file again from a DMN modeler'],
  );
}

function tooLarge(zh: string, en: string): Problem {
  return errorAt(
    undefined,
    'file-too-large',
    [`决策文件最多 ${zh}`, `A file of decisions may have at most ${en}`],
    ['把决策拆分到几个文件中，用导入连接', 'Split the decisions into several files joined by imports'],
  );
}
