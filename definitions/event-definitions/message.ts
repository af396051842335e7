import { expressionProblems } from '../expression-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { EventReading, Reading, ReadingContext } from '../reading.ts';
import { attributeOf, type SourceElement } from '../source-element.ts';

/** Waits for a message by its name, and by a key where several cases or places wait for the same one. */
export const message = {
  type: 'messageEventDefinition',
  attributes: ['messageRef', 'correlationKey'],
  read: readMessage,
} satisfies EventReading;

/** Also the reading of a receive task, which has the same attributes on itself. */
export function readMessage(source: SourceElement, context: ReadingContext): Reading {
  const name = attributeOf(context.roots.get(source.attributes['messageRef'] ?? '') ?? source, 'name');
  const isNamed = source.attributes['messageRef'] !== undefined && name !== undefined;
  const correlation = attributeOf(source, 'correlationKey');
  const problems: Problem[] = [
    ...(isNamed ? [] : [withoutName(source)]),
    ...expressionProblems(source, correlation, ['消息关联键', 'correlation key'], context),
  ];
  const config = { message: isNamed ? name : '', ...(correlation === undefined ? {} : { correlation }) };
  return { config, problems };
}

function withoutName(source: SourceElement): Problem {
  return errorAt(
    source,
    'message-without-name',
    ['没有指明等待哪个消息', 'It does not say which message it waits for'],
    ['选择一个消息并给它命名', 'Choose a message, and give the message a name'],
  );
}
