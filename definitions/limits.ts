import { errorAt, type Problem } from './problem.ts';

/** What a template may be at most. Checked on the text, before any parser sees it. */
export const limits = {
  /** UTF-8. */
  bytes: 1024 * 1024,
  /** Nodes and sequence flows of the process. */
  flowElements: 2000,
  /** All tags, so that the drawing and the extensions cannot grow without end either. */
  tags: 40_000,
  depth: 32,
};

const flowElement =
  /^(?:\w+:)?(?:\w*(?:Task|Event|Gateway)|task|sequenceFlow|(?:adHocS|s)ubProcess|transaction|callActivity)$/;

/** Everything that is too large or too deep; a document type is refused because it can define entities. */
export function checkSize(xml: string): Problem[] {
  const bytes = new TextEncoder().encode(xml).length;
  if (bytes > limits.bytes) {
    return [tooLarge('file-too-large', ['文件大小（字节）', 'bytes'], bytes, limits.bytes)];
  }
  const problems: Problem[] = [];
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    problems.push(
      errorAt(
        undefined,
        'doctype-refused',
        ['文件不得包含 DOCTYPE 或 ENTITY 声明', 'Expected no DOCTYPE or ENTITY in the file, but found one'],
        ['删除该声明后重新上传', 'Remove the declaration and upload the file again'],
      ),
    );
  }
  const { tags, flowElements, depth, isWellFormed } = measure(xml);
  // The parser mends what is broken as it goes, at a cost that grows with the square of the file.
  if (!isWellFormed) problems.push(notWellFormed());
  if (flowElements > limits.flowElements) {
    problems.push(
      tooLarge('too-many-elements', ['流程元素数', 'flow elements'], flowElements, limits.flowElements),
    );
  }
  if (tags > limits.tags) problems.push(tooLarge('too-many-tags', ['标签数', 'tags'], tags, limits.tags));
  if (depth > limits.depth)
    problems.push(tooLarge('too-deep', ['嵌套层数', 'levels of nesting'], depth, limits.depth));
  return problems;
}

/**
 * Counts tags in one pass. A text written to be slow must not be: no part of it is looked at again and again, so
 * attribute values end at the next `<` (which XML forbids in them), and opaque parts are found by their ends.
 */
function measure(xml: string): { tags: number; flowElements: number; depth: number; isWellFormed: boolean } {
  const counted = { tags: 0, flowElements: 0, depth: 0, isWellFormed: true };
  const text = withoutOpaqueParts(xml);
  let level = 0;
  let brackets = text.split('<').length - 1;
  const tags = text.matchAll(/<(\/?)([\w:.-]+)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/g);
  for (const [tag, slash, name] of tags) {
    brackets -= 1;
    if (slash === '/') {
      level -= 1;
      continue;
    }
    counted.tags += 1;
    if (flowElement.test(name ?? '')) counted.flowElements += 1;
    counted.depth = Math.max(counted.depth, level + 1);
    if (!tag.endsWith('/>')) level += 1;
  }
  counted.isWellFormed = brackets === 0 && level === 0;
  return counted;
}

const opaque = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' } as const;

/** Comments, CDATA sections and processing instructions cut out; one that does not end takes the rest with it. */
function withoutOpaqueParts(xml: string): string {
  let kept = '';
  let from = 0;
  for (const { 0: opening, index } of xml.matchAll(/<!--|<!\[CDATA\[|<\?/g)) {
    if (index < from) continue;
    kept += xml.slice(from, index);
    const closing = opaque[opening as keyof typeof opaque];
    const end = xml.indexOf(closing, index + opening.length);
    if (end < 0) return kept;
    from = end + closing.length;
  }
  return kept + xml.slice(from);
}

function notWellFormed(): Problem {
  return errorAt(
    undefined,
    'not-bpmn',
    [
      '文件不是完整的 XML：有标签没有写完或没有闭合',
      'Expected well-formed XML, but found a tag that is broken or never closed',
    ],
    ['请用 BPMN 编辑器重新导出 .bpmn 文件', 'Export the .bpmn file again from a BPMN modeler'],
  );
}

function tooLarge(code: string, [zh, en]: [string, string], found: number, most: number): Problem {
  return errorAt(
    undefined,
    code,
    [`${zh}最多 ${most}，实际 ${found}`, `Expected at most ${most} ${en}, but found ${found}`],
    [
      '把流程拆成几个模板，用调用活动连接',
      'Split the process into several templates joined by call activities',
    ],
  );
}
