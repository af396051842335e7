import type { Draft } from '../draft.ts';
import { count } from '../owned.ts';
import type { CaseState } from '../state.ts';
import type { StateRules } from '../state-rule.ts';
import type { LinkEvent } from './event.ts';
import type { OneTimeLink } from './state.ts';

/** How the state changes by each of these events; nothing else may change it. */
export const linkChanges: StateRules<LinkEvent> = {
  linkMade({ root }, { link }) {
    root.links = [...(root.links ?? []), link];
    count(root, link.id);
  },
  linkUsed(draft, { link, task, node, outcome, at }) {
    const use = { task, node, at, ...(outcome !== undefined && { outcome }) };
    change(draft, link, (known) => ({ ...known, uses: [...(known.uses ?? []), use] }));
  },
  linkRevoked(draft, { link, at }) {
    change(draft, link, (known) => ({ ...known, revokedAt: at }));
  },
};

function change({ root }: Draft<CaseState>, id: string, make: (known: OneTimeLink) => OneTimeLink): void {
  if (root.links) root.links = root.links.map((link) => (link.id === id ? make(link) : link));
}
