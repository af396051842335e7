import { errorAt, type Problem } from '../problem.ts';
import { childOf, childrenOf, type SourceElement } from '../source-element.ts';
import { idsIn, type SourceFile, type StandardRule } from './rule.ts';

const sides = [
  {
    data: 'dataInputs',
    sets: 'inputSets',
    refs: 'dataInputRefs',
    optional: 'optionalInputRefs',
    during: 'whileExecutingInputRefs',
    others: 'outputSetRefs',
    back: 'inputSetRefs',
  },
  {
    data: 'dataOutputs',
    sets: 'outputSets',
    refs: 'dataOutputRefs',
    optional: 'optionalOutputRefs',
    during: 'whileExecutingOutputRefs',
    others: 'inputSetRefs',
    back: 'outputSetRefs',
  },
] as const;

const specifications = ({ all }: SourceFile) => all.filter(({ role }) => role === 'ioSpecification');

/** Every input and output belongs to a set, and what a set names apart is one of its own. */
const everythingInASet: StandardRule = {
  clause: '10.4.1 Data Input, Data Output, Input Set, Output Set',
  check(file) {
    return specifications(file).flatMap((specification) =>
      sides.flatMap(({ data, sets, refs, optional, during }) => {
        const groups = childrenOf(specification, sets);
        const grouped = new Set(groups.flatMap((set) => [...idsIn(set, refs)]));
        const lost = childrenOf(specification, data).filter(
          ({ attributes }) => !grouped.has(attributes['id'] ?? ''),
        );
        const strange = groups.filter((set) =>
          [...idsIn(set, optional), ...idsIn(set, during)].some((id) => !idsIn(set, refs).has(id)),
        );
        return [...lost, ...strange].map((source) => setProblem(source));
      }),
    );
  },
};

function setProblem(source: SourceElement): Problem {
  return errorAt(
    source,
    'data-set',
    [
      '数据输入或输出不在任何集合中，或集合单独列出了不属于它的数据',
      'A data input or output belongs to no set, or a set names apart what is not its own',
    ],
    ['把它列入 inputSet 或 outputSet', 'List it in an inputSet or outputSet'],
  );
}

/** Sets that go together name each other. */
const mutual: StandardRule = {
  clause: '10.4.1 Input Set, outputSetRefs; Output Set, inputSetRefs',
  check(file) {
    return specifications(file).flatMap((specification) =>
      sides
        .flatMap(({ sets, others, back }) =>
          childrenOf(specification, sets).filter((set) =>
            [...idsIn(set, others)].some((id) => {
              const other = file.byId.get(id);
              return other && !idsIn(other, back).has(set.attributes['id'] ?? '');
            }),
          ),
        )
        .map((set) =>
          errorAt(
            set,
            'data-set-mutual',
            ['输入集和输出集没有互相引用', 'An input set and an output set do not refer to each other'],
            ['两边都写上引用', 'Write the reference on both sides'],
          ),
        ),
    );
  },
};

/** What a process is given is not written in it, and what it gives is not read in it. */
const oneWay: StandardRule = {
  clause: '10.4.1 Data Input and Data Output of a Process',
  check(file) {
    const ends = (association: string, end: string) =>
      file.all.filter(({ role }) => role === association).flatMap((source) => [...idsIn(source, end)]);
    const written = new Set(ends('dataOutputAssociations', 'targetRef'));
    const read = new Set(ends('dataInputAssociations', 'sourceRef'));
    return file.all
      .filter(({ type }) => type === 'process')
      .flatMap((process) => {
        const specification = childOf(process, 'ioSpecification');
        if (!specification) return [];
        return [
          ...childrenOf(specification, 'dataInputs').filter(({ attributes }) =>
            written.has(attributes['id'] ?? ''),
          ),
          ...childrenOf(specification, 'dataOutputs').filter(({ attributes }) =>
            read.has(attributes['id'] ?? ''),
          ),
        ].map((source) =>
          errorAt(
            source,
            'data-one-way',
            [
              '流程内部不能写它的数据输入，也不能读它的数据输出',
              'A process may not write its data input, nor read its data output',
            ],
            ['改用数据对象', 'Use a data object instead'],
          ),
        );
      });
  },
};

export const dataSetRules = [everythingInASet, mutual, oneWay];
