import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'danger' | 'warn' | 'ok' | 'info' | 'neutral';

const icons: Record<Tone, IconName> = {
  danger: 'alert',
  warn: 'clock',
  ok: 'checkCircle',
  info: 'dot',
  neutral: 'pause',
};

/** A status: always icon and word together, the colour only helps. */
export function StatusTag({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon ?? icons[tone]} size={16} />
      {children}
    </span>
  );
}
