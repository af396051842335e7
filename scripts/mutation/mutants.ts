import ts from 'typescript';

/** One small change to one file: `text` in place of what stands from `start` to `end`. */
export interface Mutant {
  id: number;
  file: string;
  line: number;
  operator: string;
  start: number;
  end: number;
  text: string;
  /** Where the changed expression can be wrapped to learn which tests come by; a block is entered at its brace. */
  watch: { start: number; end: number; isBlock: boolean };
}

type Change = Pick<Mutant, 'operator' | 'text'> & { node: ts.Node };

const swaps: Partial<Record<ts.SyntaxKind, string[]>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.QuestionQuestionToken]: ['&&'],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.SlashToken]: ['*'],
  [ts.SyntaxKind.PercentToken]: ['*'],
};

const methods: Record<string, string> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  push: 'unshift',
  pop: 'shift',
  shift: 'pop',
  toUpperCase: 'toLowerCase',
  toLowerCase: 'toUpperCase',
};
/** Left out, what they were called on remains. */
const leftOut = new Set(['filter', 'slice', 'reverse', 'sort', 'toSorted', 'toReversed', 'trim', 'concat']);

/** All small changes to one file that this knows how to make. */
export function mutantsOf(file: string, source: string): Omit<Mutant, 'id'>[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Omit<Mutant, 'id'>[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutside(node)) return;
    for (const { node: changed, operator, text } of changesAt(node)) {
      const start = changed.getStart(tree);
      const line = tree.getLineAndCharacterOfPosition(start).line + 1;
      found.push({ file, line, operator, start, end: changed.end, text, watch: watchOf(changed, tree) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Types and imports do not run; an invariant that is broken is a defect already. */
function isOutside(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    (ts.isCallExpression(node) && node.expression.getText() === 'invariant')
  );
}

function changesAt(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node)) return binary(node);
  if (ts.isPrefixUnaryExpression(node)) return unary(node);
  if (ts.isPostfixUnaryExpression(node))
    return [replaced(node, 'update', node.operand.getText() + (node.getText().endsWith('++') ? '--' : '++'))];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaced(node, 'boolean', 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaced(node, 'boolean', 'true')];
  if (ts.isConditionalExpression(node)) return forced(node.condition);
  if (ts.isIfStatement(node)) return forced(node.expression);
  if (ts.isWhileStatement(node) && node.expression.kind !== ts.SyntaxKind.TrueKeyword)
    return [replaced(node.expression, 'condition', 'false')];
  if (ts.isForStatement(node) && node.condition) return [replaced(node.condition, 'condition', 'false')];
  if (ts.isBlock(node) && node.statements.length > 0) return [replaced(node, 'block', '{}')];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) return literal(node, '[]');
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) return literal(node, '{}');
  if (ts.isStringLiteral(node)) return word(node);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return [replaced(node.body, 'arrow', 'undefined')];
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) return statement(node);
  if (ts.isCallExpression(node)) return call(node);
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken)
    return [replaced(node, 'optional', `${node.expression.getText()}.${node.name.getText()}`)];
  return [];
}

function replaced(node: ts.Node, operator: string, text: string): Change {
  return { node, operator, text };
}

function binary(node: ts.BinaryExpression): Change[] {
  const { left, right, operatorToken } = node;
  const isText = [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
  if (operatorToken.kind === ts.SyntaxKind.PlusToken && isText) return [];
  return (swaps[operatorToken.kind] ?? []).map((other) =>
    // In brackets: && and || may not stand beside ?? without them.
    replaced(node, 'operator', `((${left.getText()}) ${other} (${right.getText()}))`),
  );
}

function unary(node: ts.PrefixUnaryExpression): Change[] {
  const operand = node.operand.getText();
  if (node.operator === ts.SyntaxKind.ExclamationToken) return [replaced(node, 'negation', `(${operand})`)];
  if (node.operator === ts.SyntaxKind.MinusToken) return [replaced(node, 'sign', `(+${operand})`)];
  return [];
}

function forced(condition: ts.Expression): Change[] {
  return ['true', 'false'].map((text) => replaced(condition, 'condition', text));
}

function literal(node: ts.Expression, empty: string): Change[] {
  // The left side of an assignment is a pattern, not a value.
  const isPattern =
    ts.isBinaryExpression(node.parent) &&
    node.parent.left === node &&
    node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isPattern ? [] : [replaced(node, 'literal', empty)];
}

/** A word that the engine compares or keeps; texts for people are for the tests of texts. */
function word(node: ts.StringLiteral): Change[] {
  const isValue = !ts.isPropertyAssignment(node.parent) || node.parent.initializer === node;
  const isElement = ts.isElementAccessExpression(node.parent) || ts.isLiteralTypeNode(node.parent);
  const isWord = node.text !== '' && !/\s/.test(node.text);
  return isValue && !isElement && isWord ? [replaced(node, 'word', "''")] : [];
}

function statement(node: ts.ExpressionStatement): Change[] {
  return isOutside(node.expression) ? [] : [replaced(node, 'statement', ';')];
}

function call(node: ts.CallExpression): Change[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression, name } = node.expression;
  const other = methods[name.text];
  if (leftOut.has(name.text) && !ts.isOptionalChain(node))
    return [replaced(node, 'method', expression.getText())];
  if (other === undefined) return [];
  const rest = node.getText().slice(node.expression.end - node.getStart());
  const dot = node.expression.questionDotToken ? '?.' : '.';
  return [replaced(node, 'method', `${expression.getText()}${dot}${other}${rest}`)];
}

/** An expression is watched by wrapping it; what stands in an optional chain by wrapping the whole chain. */
function watchOf(node: ts.Node, tree: ts.SourceFile): Mutant['watch'] {
  if (ts.isBlock(node)) return { start: node.getStart(tree) + 1, end: node.end, isBlock: true };
  if (ts.isExpressionStatement(node)) return watchOf(node.expression, tree);
  let outer = node;
  while (isLink(outer.parent) && outer.parent.expression === outer) outer = outer.parent;
  return { start: outer.getStart(tree), end: outer.end, isBlock: false };
}

function isLink(
  node: ts.Node,
): node is
  ts.PropertyAccessExpression | ts.CallExpression | ts.ElementAccessExpression | ts.NonNullExpression {
  return (
    ts.isPropertyAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node)
  );
}
