import { expect, test } from 'vitest';
import { mailChannel, mailOf } from '../../activities/channels/mail.ts';

const settings = { smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.example', host: 'b.example' };
const message = {
  tenant: 'qinghe',
  effectId: 'c:7:1',
  person: 'p1',
  address: 'p1@school.example',
  name: '赵一',
  subject: '待办',
  text: '',
  html: '',
  mayBeRepeat: false,
};

test('a line break in a name or a subject begins no other header', () => {
  const mail = mailOf({ ...message, name: '赵一\r\nBcc: x@y.z', subject: 'a\nTo: b' }, settings);
  expect(mail.to).toEqual({ name: '赵一 Bcc: x@y.z', address: 'p1@school.example' });
  expect(mail.subject).toBe('a To: b');
});

test('a possible repeat says so in its subject and a header, under the same Message-ID', () => {
  const [first, second] = [mailOf(message, settings), mailOf({ ...message, mayBeRepeat: true }, settings)];
  expect(second.messageId).toBe(first.messageId);
  expect(first.subject).toBe('待办');
  expect(second.subject).toMatch(/^【可能重复 \/ possible repeat】/);
  expect(second.headers).toMatchObject({ 'X-Rectiflow-Repeat': 'possible' });
  expect(first.headers).not.toHaveProperty('X-Rectiflow-Repeat');
});

test.each([
  'a@b.example, c@d.example',
  '"x" <a@b.example>',
  'a@b.example\nBcc: c@d.example',
  'group: a@b.example;',
  'a'.repeat(300) + '@b.example',
  ':'.repeat(200),
  '',
])('%s is not an address', (email) => {
  const channel = mailChannel(settings);
  expect(channel.addressOf({ email })).toBeUndefined();
  channel.close();
});
