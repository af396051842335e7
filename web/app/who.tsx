import { createContext, useContext } from 'react';
import type { Me, Permission, Session } from '../../api/resources/session.shapes.ts';

/** Who is logged in; below the log-in gate there is always someone. */
const WhoContext = createContext<{ me: Me; session: Session } | null>(null);

export const WhoProvider = WhoContext.Provider;

export function useWho() {
  const who = useContext(WhoContext);
  if (!who) throw new Error('Expected to stand below the log-in gate');
  return {
    ...who,
    /** Hides what the reader's posts do not allow; the server refuses it anyway. */
    may: (...permissions: Permission[]) =>
      permissions.some((permission) => who.me.permissions.includes(permission)),
  };
}
