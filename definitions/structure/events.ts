import { errorAt } from '../problem.ts';
import { childrenOf } from '../source-element.ts';
import { isEvent, triggersOf } from './kinds.ts';
import { around, idsIn, type SourceFile, type StandardRule } from './rule.ts';

const throws = new Set(['endEvent', 'intermediateThrowEvent']);
const eventsOf = ({ all }: SourceFile) => all.filter(isEvent);

/** Whoever throws an escalation says which: it has a code. That messages and errors are named is said where they are read. */
const saysWhatItThrows: StandardRule = {
  clause: '10.5.5 Event Definitions, Escalation; 8.4.4 Escalation, escalationCode',
  check(file) {
    return eventsOf(file)
      .filter(({ type }) => throws.has(type))
      .filter((event) =>
        childrenOf(event, 'eventDefinitions').some(
          ({ type, attributes }) =>
            type === 'escalationEventDefinition' &&
            !file.byId.get(attributes['escalationRef'] ?? '')?.attributes['escalationCode'],
        ),
      )
      .map((event) =>
        errorAt(
          event,
          'escalation-without-code',
          ['抛出的升级没有代码', 'The escalation that it throws has no code'],
          ['选择一个升级并给它代码', 'Choose an escalation, and give it a code'],
        ),
      );
  },
};

/** An operation does not stand in for the message that an event sends or awaits. */
const messageBesideOperation: StandardRule = {
  clause: '10.5.5 Event Definitions, Message: messageRef and operationRef',
  check(file) {
    if (file.isVendor) return [];
    return eventsOf(file)
      .filter((event) =>
        childrenOf(event, 'eventDefinitions').some(
          ({ type, attributes }) =>
            type === 'messageEventDefinition' &&
            attributes['messageRef'] === undefined &&
            attributes['operationRef'] !== undefined,
        ),
      )
      .map((event) =>
        errorAt(
          event,
          'message-of-operation',
          ['只写了操作，没有指明消息', 'It names an operation, but no message'],
          ['选择一个消息', 'Choose a message'],
        ),
      );
  },
};

/** A definition that several events share stands in the file itself, not in one of them. */
const sharedDefinitions: StandardRule = {
  clause: '10.5.1 Concepts, eventDefinitionRefs of catch and throw events',
  check(file) {
    return eventsOf(file)
      .filter((event) =>
        [...idsIn(event, 'eventDefinitionRef')].some((id) => file.byId.get(id)?.role === 'eventDefinitions'),
      )
      .map((event) =>
        errorAt(
          event,
          'event-definition-local',
          ['引用的事件定义属于另一个事件', 'It refers to an event definition that belongs to another event'],
          [
            '把事件定义放到文件的顶层，或自己定义',
            'Move the definition to the top of the file, or make its own',
          ],
        ),
      );
  },
};

/** Cancelling is for transactions: their boundary catches it, an end in them causes it. */
const cancelsTransactions: StandardRule = {
  clause: '10.3.5 Sub-Processes, Transaction; 10.5.3 and 10.5.4, Cancel',
  check(file) {
    return eventsOf(file)
      .filter((event) => triggersOf(event, file.byId).includes('cancelEventDefinition'))
      .filter((event) => {
        if (event.type === 'boundaryEvent')
          return (
            file.byId.get(event.attributes['attachedToRef'] ?? '')?.type !== 'transaction' ||
            event.attributes['cancelActivity'] === 'false'
          );
        return event.type === 'endEvent' && !around(file, event, 'transaction');
      })
      .map((event) =>
        errorAt(
          event,
          'cancel-without-transaction',
          [
            '取消事件只能在事务之内结束，或以中断方式附着在事务上',
            'Expected a cancel event to end in a transaction, or to interrupt one from its border',
          ],
          ['换成错误事件，或把子流程改为事务', 'Use an error event, or make the sub-process a transaction'],
        ),
      );
  },
};

/** In the midst of a process an event is reached: only the target of a link begins by itself. */
const isReached: StandardRule = {
  clause: '10.5.4 Intermediate Event, Sequence Flow Connections',
  check(file) {
    return file.all
      .filter(({ type }) => type === 'intermediateCatchEvent' || type === 'intermediateThrowEvent')
      .filter((event) => (file.incoming.get(event.id) ?? []).length === 0)
      .filter(
        (event) =>
          around(file, event, 'adHocSubProcess') === undefined &&
          !(
            event.type === 'intermediateCatchEvent' &&
            triggersOf(event, file.byId).includes('linkEventDefinition')
          ),
      )
      .map((event) =>
        errorAt(
          event,
          'event-unreached',
          ['中间事件没有进线', 'No flow leads to the intermediate event'],
          ['连线到它', 'Draw a flow to it'],
        ),
      );
  },
};

export const eventRules = [
  saysWhatItThrows,
  messageBesideOperation,
  sharedDefinitions,
  cancelsTransactions,
  isReached,
];
