import type { SourceElement } from '../source-element.ts';
import { childrenOf } from '../source-element.ts';

export function isActivity({ type }: SourceElement): boolean {
  return /^(?:\w+Task|task|callActivity|subProcess|adHocSubProcess|transaction)$/.test(type);
}

export function isEvent({ type }: SourceElement): boolean {
  return /^(?:start|end|boundary|intermediateCatch|intermediateThrow)Event$/.test(type);
}

export function isGateway({ type }: SourceElement): boolean {
  return type.endsWith('Gateway');
}

export function isFlowNode(source: SourceElement): boolean {
  return isActivity(source) || isEvent(source) || isGateway(source);
}

export function isEventSubProcess({ type, attributes }: SourceElement): boolean {
  return type === 'subProcess' && attributes['triggeredByEvent'] === 'true';
}

/** The types of an event's definitions, those that it refers to included. */
export function triggersOf(event: SourceElement, byId: ReadonlyMap<string, SourceElement>): string[] {
  const referred = (event.attributes['eventDefinitionRef'] ?? '')
    .split(' ')
    .flatMap((id) => byId.get(id) ?? []);
  return [...childrenOf(event, 'eventDefinitions'), ...referred].map(({ type }) => type);
}
