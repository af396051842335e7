import type { Json } from '../json.ts';
import type { UserTaskConfig } from '../model.ts';
import { postsAt, texts } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import { isOneOf } from './one-of.ts';
import { excludedOf, type Excluded } from './excluded.ts';
import { heirOf } from './heirs.ts';
import type { HeadOf, PeopleSource } from './model.ts';
import { previousHandler } from './previous.ts';
import type { Candidate, Handler, LookupPlan, PeopleAsk } from './state.ts';

/** What must be asked of the directory for a step, and how the answers are put together. */
export interface Search {
  asks: PeopleAsk[];
  plan: LookupPlan;
  /** In whose place somebody is named, who has taken over from them. */
  inherited: { from: string; to: Required<Candidate> }[];
}

/**
 * Finds the people of a step as far as the case itself knows them, and says what the directory must be asked. Posts are
 * not asked for: whoever holds them is known when someone looks. Only where the step counts or compares people are they.
 */
export function searchPeople(run: Run, token: Token): Search {
  const config = run.node(token.node).config as Partial<UserTaskConfig>;
  const excluded = excludedOf(run, token);
  const isAnyoneOut = excluded.people.length + excluded.posts.length > 0;
  const found = new Finding(run, token, { needsNames: isAnyoneOut || needsNames(config), excluded });
  const posts = (config.candidates ?? []).flatMap((each) => postsAt(run, token, each));
  if (posts.length > 0) found.known(posts);
  for (const source of config.people ?? []) found.add(source);
  const { whenNobody = 'supervisor', whenInitiator = 'self' } = config.policies ?? {};
  if (found.asks.length > 0 && whenNobody === 'supervisor') found.askSupervisors();
  if (whenInitiator === 'head' || whenInitiator === 'superior')
    found.askInstead(whenInitiator === 'head' ? [0, 1] : [1, 2]);
  if (found.asks.length > 0 && excluded.posts.length > 0) found.askWhoIsOut();
  return found;
}

function needsNames({ policies = {}, signing, pick }: Partial<UserTaskConfig>): boolean {
  const { whenNobody, whenInitiator = 'self', whenRepeated = 'again', notHandlersOf } = policies;
  return (
    whenNobody !== undefined ||
    whenInitiator !== 'self' ||
    whenRepeated !== 'again' ||
    notHandlersOf !== undefined ||
    signing?.each === 'person' ||
    pick !== undefined
  );
}

class Finding implements Search {
  readonly asks: PeopleAsk[] = [];
  readonly inherited: Search['inherited'] = [];
  readonly plan: LookupPlan = { sources: [], supervisors: [], instead: [] };
  private readonly run: Run;
  private readonly token: Token;
  private readonly needsNames: boolean;
  private readonly excluded: Excluded;
  /** Whose heads stand in for nobody: a unit, and how far up from it. */
  private readonly above: { unit: string; levels: number }[] = [];

  constructor(run: Run, token: Token, { needsNames, excluded }: { needsNames: boolean; excluded: Excluded }) {
    this.run = run;
    this.token = token;
    this.needsNames = needsNames;
    this.excluded = excluded;
  }

  add(source: PeopleSource): void {
    const { run, token } = this;
    switch (source.kind) {
      case 'role':
        for (const post of texts(run.evaluate(source.post, token))) {
          const { unitKind } = source;
          this.ask({ kind: 'role', post, ...(unitKind !== undefined && { unitKind }) });
        }
        return;
      case 'person':
        return this.persons(texts(run.evaluate(source.person, token)));
      case 'initiator':
        return this.knownOrHeir(this.initiator());
      case 'previousHandler':
        return this.knownOrHeir(this.previous(source.node));
      case 'head':
        for (const unit of this.unitsOf(source.of)) {
          this.above.push({ unit, levels: source.levels + 1 });
          this.ask({ kind: 'head', unit, levels: source.levels });
        }
        return;
      case 'heads':
        for (const unit of this.unitsOf(source.of)) this.ask({ kind: 'heads', unit, upTo: source.upTo });
        return;
      case 'chosen':
        return this.known(run.state.work?.choices?.[token.node] ?? []);
      case 'feel':
        return this.fromFeel(run.evaluate(source.people, token));
    }
  }

  /** People or posts that the case knows; posts are asked for where names are needed. */
  known(candidates: Candidate[]): void {
    const named = candidates.filter(({ person }) => person !== undefined);
    const posts = candidates.filter(({ person }) => person === undefined);
    const left = posts.filter((post) => !isOneOf(this.excluded.posts, post));
    if (!this.needsNames || posts.length === 0) {
      if (candidates.length > 0) this.plan.sources.push(candidates);
      return;
    }
    for (const { unit } of posts) this.above.push({ unit, levels: 1 });
    if (named.length > 0) this.plan.sources.push(named);
    this.ask({ kind: 'holders', posts: left.map(({ post, unit }) => ({ post, unit })) });
  }

  askSupervisors(): void {
    for (const { unit, levels } of this.above)
      this.plan.supervisors.push(this.asks.push({ kind: 'head', unit, levels }) - 1);
  }

  /** The holders of posts that are kept out may hold others too. */
  askWhoIsOut(): void {
    const posts = this.excluded.posts.map(({ post, unit }) => ({ post, unit }));
    this.plan.excluded = [this.asks.push({ kind: 'holders', posts }) - 1];
  }

  /** Whoever is above the initiator: the second is asked for in case the first is the initiator. */
  askInstead(levels: number[]): void {
    const unit = this.run.state.work?.initiator?.unit;
    if (unit === undefined || unit === '') return;
    for (const level of levels)
      this.plan.instead.push(this.asks.push({ kind: 'head', unit, levels: level }) - 1);
  }

  private ask(ask: PeopleAsk): void {
    this.plan.sources.push(this.asks.push(ask) - 1);
  }

  private persons(persons: string[]): void {
    if (persons.length > 0) this.ask({ kind: 'persons', persons });
  }

  private fromFeel(value: Json): void {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
      const { person, post, unit } = entry;
      if (typeof person === 'string') this.persons([person]);
      else
        this.known(
          texts(unit ?? null).flatMap((at) => texts(post ?? null).map((each) => ({ post: each, unit: at }))),
        );
    }
  }

  private initiator(): Handler | undefined {
    const { initiator } = this.run.state.work ?? {};
    return initiator && { ...initiator, at: 0 };
  }

  private previous(node?: string): Handler | undefined {
    const { model, state } = this.run;
    const handler = previousHandler({ model, state }, this.token, node);
    return handler ?? (node === undefined ? this.initiator() : undefined);
  }

  /** Somebody who did something in the case, or whoever has taken that over since. */
  private knownOrHeir(handler: Handler | undefined): void {
    if (!handler) return;
    const to = heirOf(this.run.state.work, handler);
    if (to.person !== handler.person) this.inherited.push({ from: handler.person, to });
    this.known([to]);
  }

  private unitsOf(of: HeadOf): string[] {
    if (of === 'initiator') return texts(this.run.state.work?.initiator?.unit ?? null);
    if (of === 'previousHandler') return texts(this.previous()?.unit ?? null);
    return texts(this.run.evaluate(of.unit, this.token));
  }
}
