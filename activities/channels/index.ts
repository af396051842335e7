/** All channels by which people are told. A new one: its file, and one line here. */
import type { Channel } from './channel.ts';
import { mailChannel, type MailSettings } from './mail.ts';

export interface ChannelSettings {
  mail: MailSettings;
}

export interface Channels {
  get(key: string): Channel | undefined;
  close(): void;
}

export function openChannels(settings: ChannelSettings): Channels {
  const all = [mailChannel(settings.mail)];
  return {
    get: (key) => all.find((channel) => channel.key === key),
    close: () => all.forEach((channel) => channel.close()),
  };
}
