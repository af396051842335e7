import { expressionProblems } from '../expression-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { EventReading, Reading, ReadingContext } from '../reading.ts';
import { attributeOf, childrenOf, type SourceElement } from '../source-element.ts';

/** Waits for a message by its name, and by a key where several cases or places wait for the same one. */
export const message = {
  type: 'messageEventDefinition',
  attributes: ['messageRef', 'correlationKey', 'operationRef'],
  read: readMessage,
} satisfies EventReading;

/** Also the reading of a receive task, which has the same attributes on itself. */
export function readMessage(source: SourceElement, context: ReadingContext): Reading {
  const root = context.roots.get(messageRefOf(source, context) ?? '');
  const name = root && attributeOf(root, 'name');
  const isNamed = name !== undefined;
  const correlation = attributeOf(source, 'correlationKey');
  const problems: Problem[] = [
    ...(isNamed ? [] : [withoutName(source)]),
    ...expressionProblems(source, correlation, ['消息关联键', 'correlation key'], context),
  ];
  const config = { message: isNamed ? name : '', ...(correlation === undefined ? {} : { correlation }) };
  return { config, problems };
}

/** Its own message, or the one that its operation takes (BPMN 2.0.2, 8.4.3). */
function messageRefOf(source: SourceElement, { roots }: ReadingContext): string | undefined {
  const own = attributeOf(source, 'messageRef');
  const operation = attributeOf(source, 'operationRef');
  if (own !== undefined || operation === undefined) return own;
  for (const root of roots.values()) {
    const found = childrenOf(root, 'operations').find(({ id }) => id === operation);
    if (found) return attributeOf(found, 'inMessageRef');
  }
  return undefined;
}

function withoutName(source: SourceElement): Problem {
  return errorAt(
    source,
    'message-without-name',
    ['没有指明等待哪个消息', 'It does not say which message it waits for'],
    ['选择一个消息并给它命名', 'Choose a message, and give the message a name'],
  );
}
