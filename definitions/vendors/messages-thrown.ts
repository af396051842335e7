import { warningAt } from '../problem.ts';
import { childrenOf, type SourceElement } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { speaksVendor } from './namespaces.ts';

/** These engines pass a message event that names neither a message nor who sends it, as if it were none. */
export const messagesThrown: VendorMeaning = {
  translate(source, { namespaces }) {
    if (source.type !== 'intermediateThrowEvent' && source.type !== 'endEvent') return undefined;
    const empty = childrenOf(source, 'eventDefinitions').filter(saysNothing);
    if (empty.length === 0 || !speaksVendor(namespaces)) return undefined;
    return {
      source: { ...source, children: source.children.filter((child) => !empty.includes(child)) },
      problems: [
        warningAt(
          source,
          'message-unsaid',
          [
            '没有指明发出哪个消息，因此不会发出',
            'It does not say which message it sends, so that it sends none',
          ],
          ['选择一个消息', 'Choose a message'],
        ),
      ],
    };
  },
};

function saysNothing({ type, attributes, extensions }: SourceElement): boolean {
  const names = Object.keys(attributes).filter((name) => name !== 'id');
  return type === 'messageEventDefinition' && names.length === 0 && extensions.length === 0;
}
