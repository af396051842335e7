/** One-time links for agencies without an account: made, used and revoked. */
import { instantInWords } from '../date-words.ts';
import { inEnglish, line, quoted } from '../line.ts';
import type { Words } from './words.ts';

export const linkWords = {
  linkMade(event, context) {
    const [unit, done, until] = [context.unit, quoted(context.done), instantInWords(event.link.expiresAt)];
    return line(
      'normal',
      `为${unit.zh}生成一次性链接，用于${done.zh}，${until.zh}前有效`,
      `Made a one-time link for ${inEnglish(unit)}, to do ${done.en}, valid until ${until.en}`,
    );
  },
  linkUsed(event, context) {
    const { unit, name, post, phone } = event.signer;
    const done = quoted(context.done);
    return line(
      'good',
      `${context.unit.zh}经一次性链接办理${done.zh}，办理人：${unit} ${name}（${post}，电话 ${phone}）`,
      `${inEnglish(context.unit)} did ${done.en} over the one-time link, signed by ${name} of ${unit} (${post}, phone ${phone})`,
    );
  },
  linkRevoked(event, context) {
    return event.cause === 'replaced'
      ? line(
          'normal',
          `给${context.unit.zh}的原一次性链接作废，以新链接为准`,
          `The earlier one-time link for ${inEnglish(context.unit)} is void: a new one takes its place`,
        )
      : line(
          'warning',
          `作废给${context.unit.zh}的一次性链接`,
          `Revoked the one-time link for ${inEnglish(context.unit)}`,
        );
  },
} satisfies Words;
