import { errorAt } from '../problem.ts';
import { childOf, childrenOf, type SourceElement } from '../source-element.ts';
import { idsIn, type SourceFile, type StandardRule } from './rule.ts';

function calledBy({ byId }: SourceFile, call: SourceElement): SourceElement | undefined {
  const called = byId.get(call.attributes['calledElement'] ?? '');
  return called?.type === 'process' ? called : undefined;
}

/** A process that is called begins without a trigger. */
const beginsUntriggered: StandardRule = {
  clause: '10.3.6 Call Activity; 10.5.2 Start Event, None',
  check(file) {
    return file.all
      .filter(({ type }) => type === 'callActivity')
      .filter((call) => {
        const starts = childrenOf(calledBy(file, call) ?? call, 'flowElements').filter(
          ({ type }) => type === 'startEvent',
        );
        return starts.length > 0 && starts.every((start) => childrenOf(start, 'eventDefinitions').length > 0);
      })
      .map((call) =>
        errorAt(
          call,
          'called-without-start',
          [
            '被调用的流程没有无触发的开始事件',
            'The process that it calls has no start event without a trigger',
          ],
          [
            '在被调用的流程中添加无触发的开始事件',
            'Add a start event without a trigger to the process that it calls',
          ],
        ),
      );
  },
};

/** What goes in and comes out are the called process's inputs and outputs, of the same types. */
const sameData: StandardRule = {
  clause: '10.3.6 Call Activity; 10.4.1 Data Inputs and Outputs of a Callable Element',
  check(file) {
    const typesOf = rememberedTypes();
    return file.all
      .filter(({ type }) => type === 'callActivity')
      .filter((call) => {
        const called = calledBy(file, call);
        if (!called) return false;
        return ['dataInputs', 'dataOutputs'].some((role) => {
          const wanted = typesOf(called, role);
          return wanted !== '' && wanted !== typesOf(call, role);
        });
      })
      .map((call) =>
        errorAt(
          call,
          'call-data',
          [
            '传入或传出的数据与被调用的流程不一致',
            'The data that goes in or comes out is not that of the process that it calls',
          ],
          ['使两边的数据输入和输出一致', 'Make the inputs and outputs of both the same'],
        ),
      );
  },
};

/** The types of an element's inputs or outputs, in no order; a process that many call is looked at once. */
function rememberedTypes(): (source: SourceElement, role: string) => string {
  const known = new Map<SourceElement, Map<string, string>>();
  return (source, role) => {
    const types = known.get(source) ?? new Map<string, string>();
    known.set(source, types);
    const found =
      types.get(role) ??
      childrenOf(childOf(source, 'ioSpecification') ?? source, role)
        .map(({ attributes }) => `${attributes['itemSubjectRef'] ?? '-'};`)
        .toSorted()
        .join('');
    types.set(role, found);
    return found;
  };
}

/** A process that serves an interface says for each operation which input and output carry its messages. */
const bindings: StandardRule = {
  clause: '10.3.6 Callable Element: ioBinding',
  check(file) {
    return file.all
      .filter(
        ({ type, attributes }) => type === 'process' && attributes['supportedInterfaceRef'] !== undefined,
      )
      .filter((process) => {
        const bound = Map.groupBy(
          childrenOf(process, 'ioBinding'),
          ({ attributes }) => attributes['operationRef'],
        );
        return [...idsIn(process, 'supportedInterfaceRef')]
          .flatMap((id) => childrenOf(file.byId.get(id) ?? process, 'operations'))
          .some(
            (operation) =>
              !bound.get(operation.attributes['id'])?.some((binding) => fits(file, binding, operation)),
          );
      })
      .map((process) =>
        errorAt(
          process,
          'operation-unbound',
          [
            '流程支持的接口有操作没有绑定到类型相符的数据输入和输出',
            'An operation of an interface that the process supports is not bound to an input and output of its types',
          ],
          ['为每个操作填写 ioBinding', 'Give an ioBinding for each operation'],
        ),
      );
  },
};

function fits({ byId }: SourceFile, { attributes }: SourceElement, operation: SourceElement): boolean {
  const item = (id: string | undefined, name: string) => byId.get(id ?? '')?.attributes[name];
  const [into, out] = [operation.attributes['inMessageRef'], operation.attributes['outMessageRef']];
  return (
    item(attributes['inputDataRef'], 'itemSubjectRef') === item(into, 'itemRef') &&
    (out === undefined || item(attributes['outputDataRef'], 'itemSubjectRef') === item(out, 'itemRef'))
  );
}

export const callRules = [beginsUntriggered, sameData, bindings];
