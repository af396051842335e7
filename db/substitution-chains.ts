/**
 * 代理 over chains: who may act for whom on a day. A substitute of a substitute acts for both, with whatever both allow. Walked
 * when someone looks, so that the beginning and the end of an absence need nothing to be moved.
 */
import type { PostAtUnit } from '../engine/model.ts';
import type { Limit, Seat } from './connection.ts';
import { heldOn, unitsBelow, type Holdings } from './holdings.ts';

/** One substitution, as chains need it. `to` is the first day on which it no longer holds; null templates or units: all. */
export interface SubstitutionLink {
  id: string;
  principal: string;
  substitute: string;
  from: string;
  to: string | null;
  templates: string[] | null;
  units: string[] | null;
}

/** Somebody for whom a person acts, and as what. */
export interface StandIn {
  person: string;
  /** The principal's posts on that day, as far as the substitution goes. */
  posts: PostAtUnit[];
  /** Cases of these templates alone; null: of all. */
  templates: string[] | null;
  /** Units of those posts, and every unit below them. */
  units: string[];
  /** The persons between, from the principal's own substitute on: empty when the person is that. */
  through: string[];
}

/** What a chain of substitutions still covers. */
export interface Reach {
  principal: string;
  templates: string[] | null;
  units: string[] | null;
  through: string[];
}

/**
 * Everyone for whom the person acts on the day, each way once. Safe for circles, though none can be made: a chain never comes to
 * the same person twice.
 */
export function reachOn(person: string, links: readonly SubstitutionLink[], date: string): Reach[] {
  const inForce = links.filter(({ from, to }) => from <= date && (to === null || to > date));
  const found: Reach[] = [];
  const walk = (at: Reach, met: readonly string[]) => {
    for (const link of inForce) {
      if (link.substitute !== at.principal || met.includes(link.principal)) continue;
      const next: Reach = {
        principal: link.principal,
        templates: both(at.templates, link.templates),
        units: both(at.units, link.units),
        through: at.principal === person ? [] : [at.principal, ...at.through],
      };
      if (next.templates?.length === 0 || next.units?.length === 0) continue;
      found.push(next);
      walk(next, [...met, link.principal]);
    }
  };
  walk({ principal: person, templates: null, units: null, through: [] }, [person]);
  return found;
}

/**
 * The same with the principals' posts. Where several ways lead to one principal, each is listed: they may cover different cases.
 * A way that another one covers whole is left out.
 */
export function standInsOn(
  given: {
    person: string;
    substitutions: readonly SubstitutionLink[];
    principals: readonly ({ person: string } & Holdings)[];
  },
  date: string,
): StandIn[] {
  const all = reachOn(given.person, given.substitutions, date).flatMap(
    ({ principal, templates, units, through }) => {
      const known = given.principals.find(({ person }) => person === principal);
      if (!known) return [];
      const held = heldOn(known.holdings, date).filter(({ unit }) => units === null || units.includes(unit));
      if (held.length === 0) return [];
      const posts = held.map(({ post, unit }) => ({ post, unit }));
      return [{ person: principal, posts, templates, units: unitsBelow(held, known.below), through }];
    },
  );
  return all.filter(
    (each, index) =>
      !all.some(
        (other, place) => place !== index && covers(other, each) && (place < index || !covers(each, other)),
      ),
  );
}

/** Those that hold for a case of this template, as the engine is told of them: each principal once. */
export function standingInFor(
  standIns: readonly StandIn[],
  template: string,
): { person: string; posts: PostAtUnit[] }[] {
  const byPerson = Map.groupBy(
    standIns.filter(({ templates }) => templates === null || templates.includes(template)),
    ({ person }) => person,
  );
  return [...byPerson].map(([person, ways]) => {
    const posts = new Map(
      ways.flatMap((way) => way.posts).map((held) => [`${held.post} ${held.unit}`, held]),
    );
    return { person, posts: [...posts.values()] };
  });
}

/** What row-level security must let a substitute see: units and seats in full, and those for single templates. */
export function seenAsStandIn(standIns: readonly StandIn[]): {
  units: string[];
  seats: Seat[];
  limits: Limit[];
} {
  const inFull = standIns.filter(({ templates }) => templates === null);
  const limits = standIns.flatMap((each) =>
    (each.templates ?? []).flatMap((template) => [
      ...each.units.map((unit) => ({ template, unit })),
      ...seatsOf(each).map((seat) => ({ template, seat })),
    ]),
  );
  return {
    units: [...new Set(inFull.flatMap(({ units }) => units))],
    seats: inFull.flatMap(seatsOf),
    limits,
  };
}

/** What somebody is in strict cases: each post they hold, they themselves in it, and they themselves whatever they hold. */
export const seatsOf = ({ person, posts }: { person: string; posts: readonly PostAtUnit[] }): Seat[] => [
  ...posts.flatMap(({ post, unit }) => [
    { post, unit },
    { post, unit, person },
  ]),
  { post: '', unit: '', person },
];

/**
 * The people that a new substitution would make stand in for themselves, from its principal back to them, where its days and its
 * cases meet those of the others; undefined: it makes no circle. `links`: all that are not ended.
 */
export function circleOf(
  wanted: Omit<SubstitutionLink, 'id'>,
  links: readonly SubstitutionLink[],
): string[] | undefined {
  const start = { ...wanted, at: wanted.substitute };
  const walk = (
    way: { at: string; from: string; to: string | null; templates: string[] | null; units: string[] | null },
    met: readonly string[],
  ): string[] | undefined => {
    if (way.at === wanted.principal) return [...met];
    for (const link of links) {
      if (link.principal !== way.at) continue;
      if (link.substitute !== wanted.principal && met.includes(link.substitute)) continue;
      const from = link.from > way.from ? link.from : way.from;
      const to = earlier(link.to, way.to);
      const templates = both(way.templates, link.templates);
      const units = both(way.units, link.units);
      if ((to !== null && to <= from) || templates?.length === 0 || units?.length === 0) continue;
      const found = walk({ at: link.substitute, from, to, templates, units }, [...met, link.substitute]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(start, [wanted.principal, wanted.substitute]);
}

const both = (a: string[] | null, b: string[] | null): string[] | null =>
  a === null ? b : b === null ? a : a.filter((each) => b.includes(each));

const earlier = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || a < b ? a : b;

const covers = (a: StandIn, b: StandIn): boolean =>
  a.person === b.person &&
  (a.templates === null ||
    (b.templates !== null && b.templates.every((each) => a.templates!.includes(each)))) &&
  b.posts.every((held) => a.posts.some(({ post, unit }) => post === held.post && unit === held.unit));

/**
 * Everyone who acts for the principal in a case of this template on the day, over chains. `unit`: of the capacity in which the
 * principal is meant; absent: whatever it is, so that only substitutions for all units count.
 */
export function substitutesOf(
  links: readonly SubstitutionLink[],
  principal: string,
  { template, unit, date }: { template: string; unit?: string; date: string },
): string[] {
  const covering = links.filter(
    ({ from, to, templates, units }) =>
      from <= date &&
      (to === null || to > date) &&
      (templates === null || templates.includes(template)) &&
      (units === null || (unit !== undefined && units.includes(unit))),
  );
  const found = new Set<string>([principal]);
  for (const person of found)
    for (const link of covering) if (link.principal === person) found.add(link.substitute);
  found.delete(principal);
  return [...found];
}
