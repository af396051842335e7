/**
 * Handlebars for mails that people of an office write: enough to name things, repeat a list and leave a part out. What
 * could take long, reach beyond the given values or write raw HTML is refused before it is compiled.
 */
import Handlebars from 'handlebars';

const longestSource = 20_000;
const mostNodes = 500;
const helpers = new Set(['if', 'unless', 'each']);

export type MailPart = 'subject' | 'text' | 'html';

/** What is wrong with a template, in English for its author; empty: it may be used. */
export function problemsOfMail(source: unknown): string[] {
  // A compiled tree in place of a text would run as code (CVE-2026-33937).
  if (typeof source !== 'string') return [`Expected a text, found ${typeof source}`];
  if (source.length > longestSource)
    return [`Expected at most ${longestSource} characters, found ${source.length}`];
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parseWithoutProcessing(source);
  } catch (error) {
    return [`It cannot be read: ${(error as Error).message.split('\n')[0]}`];
  }
  const problems = new Set<string>();
  let nodes = 0;
  const say = (node: hbs.AST.Node, problem: string) =>
    void problems.add(`Line ${node.loc?.start.line ?? '?'}: ${problem}`);
  visit(program, 0);
  if (nodes > mostNodes) problems.add(`Expected at most ${mostNodes} parts, found ${nodes}`);
  return [...problems];

  function visit({ body, blockParams }: hbs.AST.Program, depth: number): void {
    if (blockParams && blockParams.length > 0) problems.add('Names between bars (as |x|) are not supported');
    for (const statement of body) visitStatement(statement, depth);
  }

  function visitStatement(statement: hbs.AST.Statement, depth: number): void {
    nodes += 1;
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (!mustache.escaped) say(mustache, 'raw output ({{{ }}} or {{& }}) is not allowed: use {{ }}');
        if (mustache.params.length > 0 || mustache.hash?.pairs.length)
          say(mustache, 'helpers are not allowed here');
        return visitExpression(mustache.path);
      }
      case 'BlockStatement': {
        const block = statement as hbs.AST.BlockStatement;
        const helper = 'original' in block.path ? String(block.path.original) : '';
        if (!helpers.has(helper)) say(block, `expected #if, #unless or #each, found #${helper}`);
        const inner = depth + (helper === 'each' ? 1 : 0);
        if (inner > 1) say(block, 'an #each inside an #each is not allowed');
        if (block.params.length !== 1 || block.hash?.pairs.length) say(block, `#${helper} takes one name`);
        block.params.forEach(visitExpression);
        visit(block.program, inner);
        if (block.inverse) visit(block.inverse, inner);
        return;
      }
      default:
        say(statement, `${statement.type} is not allowed`);
    }
  }

  function visitExpression(expression: hbs.AST.Expression): void {
    nodes += 1;
    if (expression.type !== 'PathExpression') return say(expression, 'expected the name of a value');
    const { original, data, depth } = expression as hbs.AST.PathExpression;
    if (data || depth > 0) say(expression, `${original} is not allowed: use the names of values`);
    if (
      /(^|[./])(lookup|log|helperMissing|blockHelperMissing|constructor|__proto__|__\w+__)([./]|$)/.test(
        original,
      )
    ) {
      say(expression, `${original} is not a value`);
    }
  }
}

export type MailValues = { [key: string]: string | boolean | string[] | null };

/** `html` is escaped; subject and text are plain. Throws for a template that `problemsOfMail` refuses. */
export function renderMail(part: MailPart, source: string, values: MailValues): string {
  return compiled(part, source)(values, {
    allowProtoPropertiesByDefault: false,
    allowProtoMethodsByDefault: false,
  });
}

const kept = new Map<string, Handlebars.TemplateDelegate>();

function compiled(part: MailPart, source: string): Handlebars.TemplateDelegate {
  const id = `${part === 'html'} ${source}`;
  const known = kept.get(id);
  if (known) return known;
  const problems = problemsOfMail(source);
  if (problems.length > 0)
    throw new Error(`Expected a mail template that may be used: ${problems.join('; ')}`);
  const template = Handlebars.create().compile(source, {
    noEscape: part !== 'html',
    knownHelpersOnly: true,
    knownHelpers: { lookup: false, log: false, with: false },
  });
  if (kept.size >= 200) kept.clear();
  kept.set(id, template);
  return template;
}
