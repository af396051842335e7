/** What a case hears from outside, and what it sends. */
import { line, quoted } from '../line.ts';
import type { Words } from './words.ts';

export const messageWords = {
  messageReceived(_event, context) {
    const node = quoted(context.node);
    return line('normal', `收到${node.zh}`, `Received ${node.en}`);
  },
  messageSent(_event, context) {
    const node = quoted(context.node);
    return line('normal', `${node.zh}：消息已发出`, `${node.en}: message sent`);
  },
  messageKept(event) {
    return line(
      'normal',
      `收到消息“${event.message.message}”，等到需要时使用`,
      `Received message “${event.message.message}” before it was needed`,
    );
  },
  messageExpired(event) {
    return line(
      'warning',
      `消息“${event.message}”到期未用`,
      `Message “${event.message}” was not needed in time`,
    );
  },
  signalThrown(_event, context) {
    const node = quoted(context.node);
    return line('normal', `${node.zh}：信号已发出`, `${node.en}: signal sent`);
  },
  signalReceived(event) {
    return line('normal', `收到信号“${event.signal}”`, `Heard signal “${event.signal}”`);
  },
  conditionChanged(event, context) {
    const node = quoted(context.node);
    return event.holds
      ? line('normal', `${node.zh}的条件已满足`, `The condition of ${node.en} is met`)
      : undefined;
  },
} satisfies Words;
