import type { SourceElement } from '../source-element.ts';
import { isJuel } from './juel.ts';
import type { VendorMeaning } from './meaning.ts';
import { Expressions, refusedMeaning, rewritten } from './rewriting.ts';

/** Where the standard has an expression that is evaluated when the case runs. */
const places = new Set([
  'conditionExpression',
  'condition',
  'activationCondition',
  'completionCondition',
  'loopCondition',
  'loopCardinality',
  'timeDate',
  'timeDuration',
  'timeCycle',
]);

/** `${…}` in the expressions of the standard's own elements and in names of signals; other names are what they are. */
export const expressions: VendorMeaning = {
  translate(source) {
    if (source.type === 'signal' && isJuel(source.name)) {
      const reading = new Expressions(source);
      const name = reading.read(source.name);
      return { source: rewritten(source, { attributes: { name } }), problems: reading.problems };
    }
    if (isNamed(source) && isJuel(source.name)) return dynamicName(source);
    if (!places.has(source.role) || !isJuel(source.text)) return undefined;
    const reading = new Expressions(source);
    const text = reading.read(source.text);
    return { source: { ...source, text }, problems: reading.problems };
  },
};

/** What people read on the diagram, and what events are matched by. */
function isNamed({ role, type }: SourceElement): boolean {
  return role === 'flowElements' || /^(?:message|error|escalation)$/.test(type);
}

function dynamicName(source: SourceElement) {
  const mend: [string, string] = [
    '使用固定的名称；变化的内容放进说明或表单',
    'Give it a fixed name; put what varies into the instruction or the form',
  ];
  return { source, problems: [refusedMeaning(source, source.name, mend)] };
}
