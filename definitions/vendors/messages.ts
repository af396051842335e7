import { attributeOf, childrenOf, extensionOf, type SourceElement } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { rewritten } from './rewriting.ts';

const waits = new Set(['intermediateCatchEvent', 'boundaryEvent', 'receiveTask']);

/**
 * The key by which a message finds its case: Camunda 8 writes it at the message, here it stands where the message is
 * awaited. A process that starts on the message asks for no key.
 */
export const messages: VendorMeaning = {
  translate(source, { roots }) {
    if (source.type === 'message' && extensionOf(source, 'zeebe:subscription'))
      return { source: rewritten(source, { drop: ['zeebe:subscription'] }), problems: [] };
    if (waits.has(source.type)) return { source: withKeys(source), problems: [] };
    if (source.type !== 'subProcess' || source.attributes['triggeredByEvent'] !== 'true') return undefined;
    const children = source.children.map((child) => (child.type === 'startEvent' ? withKeys(child) : child));
    return { source: { ...source, children }, problems: [] };

    function withKeys(event: SourceElement): SourceElement {
      const definitions = childrenOf(event, 'eventDefinitions');
      return {
        ...withKey(event),
        children: event.children.map((child) => (definitions.includes(child) ? withKey(child) : child)),
      };
    }

    function withKey(waiting: SourceElement): SourceElement {
      const message = roots.get(waiting.attributes['messageRef'] ?? '');
      const subscription = message && extensionOf(message, 'zeebe:subscription');
      const correlationKey = subscription && attributeOf(subscription, 'correlationKey');
      return correlationKey === undefined ? waiting : rewritten(waiting, { attributes: { correlationKey } });
    }
  },
};
