import { attributeOf, extensionsOf, type SourceElement } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { Expressions, extension, refusedMeaning, rewritten } from './rewriting.ts';

type Side = 'rf:input' | 'rf:output';

const said = ['camunda:in', 'camunda:out', 'camunda:inputOutput', 'zeebe:ioMapping'];

/** Variables that go into an activity and come out of it, for tasks and for calls. */
export const mappings: VendorMeaning = {
  translate(source) {
    if (!source.extensions.some(({ type }) => said.includes(type))) return undefined;
    const expressions = new Expressions(source);
    const refused: string[] = [];
    const add = [
      ...extensionsOf(source, 'camunda:in').flatMap((part) => callMapping('rf:input', part)),
      ...extensionsOf(source, 'camunda:out').flatMap((part) => callMapping('rf:output', part)),
      ...parts('camunda:inputOutput', 'camunda:inputParameter').flatMap((part) =>
        parameter('rf:input', part),
      ),
      ...parts('camunda:inputOutput', 'camunda:outputParameter').flatMap((part) =>
        parameter('rf:output', part),
      ),
      ...parts('zeebe:ioMapping', 'zeebe:input').map((part) => zeebeMapping('rf:input', part)),
      ...parts('zeebe:ioMapping', 'zeebe:output').map((part) => zeebeMapping('rf:output', part)),
    ];
    return {
      source: rewritten(source, { drop: said, add }),
      problems: [...refused.map((what) => refusedMeaning(source, what, mend)), ...expressions.problems],
    };

    function parts(holder: string, type: string): SourceElement[] {
      return extensionsOf(source, holder).flatMap((part) => extensionsOf(part, type));
    }

    function callMapping(side: Side, part: SourceElement): SourceElement[] {
      const { source: from, sourceExpression, target, variables, businessKey } = part.attributes;
      // The number of a called case is its own: the key of the caller has no place in it.
      if (businessKey !== undefined) return [];
      const value = sourceExpression === undefined ? from && `= ${from}` : expressions.read(sourceExpression);
      if (value !== undefined && target !== undefined && variables === undefined)
        return [extension(source, side, { target, source: value })];
      refused.push(variables === undefined ? part.type : `${part.type} variables="${variables}"`);
      return [];
    }

    function parameter(side: Side, part: SourceElement): SourceElement[] {
      const target = attributeOf(part, 'name');
      if (part.extensions.length === 0)
        return [extension(source, side, { target, source: expressions.read(part.text) })];
      refused.push(part.extensions.map(({ type }) => type).join(', '));
      return [];
    }

    function zeebeMapping(side: Side, { attributes }: SourceElement): SourceElement {
      return extension(source, side, { target: attributes['target'], source: attributes['source'] });
    }
  },
};

const mend: [string, string] = [
  '逐个列出变量，每个写一个表达式',
  'List the variables one by one, each with an expression',
];
