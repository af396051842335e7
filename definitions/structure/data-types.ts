import { errorAt, type Problem } from '../problem.ts';
import { childOf, childrenOf, type SourceElement } from '../source-element.ts';
import { isEvent } from './kinds.ts';
import { idsIn, type SourceFile, type StandardRule } from './rule.ts';

/** A thing is a list exactly if its type is one. */
const listsAreLists: StandardRule = {
  clause: '8.4.10 Item Definition; 10.4.1 Data Modeling, Item-Aware Elements, isCollection',
  check(file) {
    return file.all
      .filter(
        ({ type, attributes }) =>
          /^data(?:Object|Input|Output|Store)$/.test(type) && attributes['itemSubjectRef'] !== undefined,
      )
      .filter(({ attributes }) => {
        const item = file.byId.get(attributes['itemSubjectRef'] ?? '');
        return (
          item && (attributes['isCollection'] ?? 'false') !== (item.attributes['isCollection'] ?? 'false')
        );
      })
      .map((source) => mismatch(source));
  },
};

function mismatch(source: SourceElement): Problem {
  return errorAt(
    source,
    'data-type',
    [
      `数据“${source.name || source.id}”与它对应的数据类型不一致`,
      `The data '${source.name || source.id}' is not of the type that it stands for`,
    ],
    ['使 itemSubjectRef 和 isCollection 一致', 'Make itemSubjectRef and isCollection agree'],
  );
}

/** Two types are the same if they are one, or have the same structure. */
function isSameType({ byId }: SourceFile, a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  const structure = (id: string | undefined) => byId.get(id ?? '')?.attributes['structureRef'];
  return structure(a) !== undefined && structure(a) === structure(b);
}

/** What a task hands over is what its message or operation carries: one thing in, one thing out. */
const tasksCarryMessages: StandardRule = {
  clause: '10.3.3 Tasks, Service Task, Send Task and Receive Task',
  check(file) {
    return file.all
      .filter(({ type }) => type === 'serviceTask' || type === 'sendTask' || type === 'receiveTask')
      .flatMap((task) => {
        const specification = childOf(task, 'ioSpecification');
        const { into, out } = messagesOf(file, task);
        if (!specification) return [];
        return [
          ...(into === undefined
            ? []
            : carried(file, specification, { role: 'dataInputs', sets: 'inputSets', message: into })),
          ...(out === undefined
            ? []
            : carried(file, specification, { role: 'dataOutputs', sets: 'outputSets', message: out })),
        ].map(() => mismatch(task));
      });
  },
};

function messagesOf(
  { byId }: SourceFile,
  { type, attributes }: SourceElement,
): { into?: string | undefined; out?: string | undefined } {
  const operation = byId.get(attributes['operationRef'] ?? '')?.attributes;
  if (type === 'serviceTask') return { into: operation?.['inMessageRef'], out: operation?.['outMessageRef'] };
  return type === 'sendTask' ? { into: attributes['messageRef'] } : { out: attributes['messageRef'] };
}

function carried(
  file: SourceFile,
  specification: SourceElement,
  { role, sets, message }: { role: string; sets: string; message: string },
): SourceElement[] {
  const item = file.byId.get(message)?.attributes['itemRef'];
  const data = childrenOf(specification, role);
  const wrong = data.filter(({ attributes }) => !isSameType(file, attributes['itemSubjectRef'], item));
  return [...wrong, ...data.slice(1), ...childrenOf(specification, sets).slice(1)];
}

/** The list that a multi-instance activity goes through is one of its inputs; each item is one of the list's, and no list. */
const loopsGoThroughLists: StandardRule = {
  clause: '10.3.8 Loop Characteristics, Multi-Instance',
  check(file) {
    return file.all
      .filter(({ type }) => type === 'multiInstanceLoopCharacteristics')
      .filter((loop) =>
        [
          {
            list: loop.attributes['loopDataInputRef'],
            item: childOf(loop, 'inputDataItem'),
            type: 'dataInput',
          },
          {
            list: loop.attributes['loopDataOutputRef'],
            item: childOf(loop, 'outputDataItem'),
            type: 'dataOutput',
          },
        ].some(({ list, item, type }) => {
          if (list === undefined) return false;
          const data = file.byId.get(list);
          if (data?.type !== type) return true;
          if (!item) return false;
          const kind = file.byId.get(item.attributes['itemSubjectRef'] ?? '');
          return (
            kind?.attributes['isCollection'] === 'true' ||
            !isSameType(file, data.attributes['itemSubjectRef'], item.attributes['itemSubjectRef'])
          );
        }),
      )
      .map((loop) => mismatch(loop));
  },
};

/** An event with data has one piece for each of its definitions, of the type that the definition carries. */
const eventsCarryData: StandardRule = {
  clause: '10.5.1 Data Modeling and Events',
  check(file) {
    return file.all
      .filter(isEvent)
      .filter((event) => {
        const data = [...childrenOf(event, 'dataInputs'), ...childrenOf(event, 'dataOutputs')];
        if (data.length === 0) return false;
        const definitions = [
          ...childrenOf(event, 'eventDefinitions'),
          ...[...idsIn(event, 'eventDefinitionRef')].flatMap((id) => file.byId.get(id) ?? []),
        ];
        const items = definitions.flatMap((definition) => itemOf(file, definition) ?? []);
        return (
          items.length > 0 &&
          (data.length !== items.length ||
            items.some((item, index) => !isSameType(file, data[index]?.attributes['itemSubjectRef'], item)))
        );
      })
      .map((event) => mismatch(event));
  },
};

function itemOf({ byId }: SourceFile, { attributes }: SourceElement): string | undefined {
  for (const name of ['messageRef', 'signalRef', 'errorRef', 'escalationRef']) {
    const referred = byId.get(attributes[name] ?? '');
    if (referred) return referred.attributes['itemRef'] ?? referred.attributes['structureRef'];
  }
  return undefined;
}

/** The state of a data object stands behind its name, in brackets. */
const statesShow: StandardRule = {
  clause: '10.4.1 Data Object References: "Data Object Name [Data Object Reference State]"',
  check({ all, byId }) {
    return all
      .filter(({ type }) => type === 'dataObjectReference')
      .filter((reference) => {
        const state = childOf(reference, 'dataState')?.attributes['name'];
        const object = byId.get(reference.attributes['dataObjectRef'] ?? '')?.name;
        return (
          state !== undefined && reference.name !== '' && reference.name !== `${object ?? ''} [${state}]`
        );
      })
      .map((reference) =>
        errorAt(
          reference,
          'data-state-name',
          [
            '带状态的数据对象引用应命名为“数据对象名 [状态]”',
            'Expected a data object reference with a state to be named "object [state]"',
          ],
          ['改名，或去掉状态', 'Rename it, or remove the state'],
        ),
      );
  },
};

export const dataTypeRules = [
  listsAreLists,
  tasksCarryMessages,
  loopsGoThroughLists,
  eventsCarryData,
  statesShow,
];
