import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './status-tag.tsx';

const icons: Record<Tone, IconName> = {
  danger: 'cross',
  warn: 'alert',
  ok: 'checkCircle',
  info: 'info',
  neutral: 'info',
};

interface NoticeProps {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  /** Spoken at once (`alert`) or when the reader pauses (`status`); absent: part of the page. */
  role?: 'alert' | 'status';
}

/** A box that tells something about the page: what is wrong and the mend, or what is good to know. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  return (
    <div className={`notice tone-${tone}`} role={role}>
      <Icon name={icons[tone]} />
      <div className="notice-body">
        {title ? <strong>{title}</strong> : null}
        {children}
      </div>
    </div>
  );
}
