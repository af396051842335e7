import { describe, expect, test } from 'vitest';
import type { County } from '../../definitions/county.ts';
import { demonstration } from '../../definitions/demo/index.ts';
import { compile } from '../../definitions/compile.ts';
import { shippedPackages } from '../../definitions/index.ts';

const [qinghe, baishui] = demonstration.tenants as [County, County];

/** `post@unit` held on a day. */
function heldOn(tenant: County, day: string): Set<string> {
  const held = tenant.holdings.filter(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo),
  );
  return new Set(held.map(({ post, unit }) => `${post}@${unit}`));
}

test('the county has a bureau, at least six schools, the agencies and some fifty people', () => {
  const kinds = Object.groupBy(qinghe.units, ({ kind }) => kind);
  expect(kinds['bureau']).toHaveLength(1);
  expect(kinds['school']!.length).toBeGreaterThanOrEqual(6);
  expect(qinghe.units.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'police',
      'traffic-police',
      'market',
      'culture-tourism',
      'plc',
      'urban-management',
      'liuxi-town',
    ]),
  );
  expect(qinghe.people.length).toBeGreaterThanOrEqual(38);
  expect(qinghe.people.length).toBeLessThanOrEqual(110);
  expect(qinghe.people.every(({ name }) => /^[\u4e00-\u9fff]{2,4}$/.test(name))).toBe(true);
});

test('heads are found by their posts, from a school to the county', () => {
  const heads = new Set(qinghe.posts.filter((post) => post.heads).map(({ key }) => key));
  const headed = new Set(
    qinghe.holdings
      .filter(({ post, validTo }) => heads.has(post) && validTo === null)
      .map(({ unit }) => unit),
  );
  expect(qinghe.units.filter(({ id }) => !headed.has(id))).toEqual([]);
  const above = (id: string) => qinghe.units.find((unit) => unit.id === id)?.parent;
  expect(above('school-no1')).toBe('bureau');
  expect(above('bureau')).toBe('county');
  expect(above('county')).toBeNull();
});

test('a school has a committee that can vote', () => {
  const members = qinghe.holdings.filter(
    ({ post, unit }) => post === 'bullying-committee' && unit === 'school-no1',
  );
  expect(new Set(members.map(({ person }) => person)).size).toBeGreaterThanOrEqual(5);
});

test('the second county is small and shares no login and no person with the first', () => {
  expect(baishui.names.zh).toBe('白水县');
  expect(baishui.units.filter(({ kind }) => kind === 'school')).toHaveLength(2);
  expect(baishui.people).toHaveLength(5);
  const logins = demonstration.tenants.flatMap(({ people }) => people.map(({ login }) => login));
  expect(new Set(logins).size).toBe(logins.length);
});

describe.each(['2026-09-07', '2026-11-22', '2027-03-01'])('on %s', (day) => {
  test('every school has a principal and a safety officer, every agency a head and a liaison', () => {
    const held = heldOn(qinghe, day);
    const wanted = qinghe.units.flatMap(({ id, kind }) => {
      if (kind === 'bureau') {
        return [
          'rectification-office',
          'safety-section',
          'acceptance-team',
          'deputy-director',
          'director',
          'archive-clerk',
          'admin',
        ].map((post) => `${post}@${id}`);
      }
      return kind === 'school'
        ? [`principal@${id}`, `safety-officer@${id}`]
        : [`leader@${id}`, `liaison@${id}`];
    });
    expect(wanted.filter((post) => !held.has(post))).toEqual([]);
  });
});

test('staff change: one safety officer follows another on the day, without a gap or an overlap', () => {
  const officers = qinghe.holdings.filter(
    ({ post, unit }) => post === 'safety-officer' && unit === 'school-no2',
  );
  expect(officers).toMatchObject([{ validTo: '2026-09-01' }, { validFrom: '2026-09-01', validTo: null }]);
});

test('somebody of the acceptance team also heads a school, whose items that person may therefore not accept', () => {
  const team = qinghe.holdings.filter(({ post }) => post === 'acceptance-team').map(({ person }) => person);
  const heads = qinghe.holdings.filter(({ post }) => post === 'principal').map(({ person }) => person);
  expect(team.filter((person) => heads.includes(person))).toHaveLength(1);
  expect(team.length).toBeGreaterThan(1);
});

const packages = await shippedPackages();

test.each(packages.map(({ settings, xml }) => [settings.key, xml]))(
  'posts and units are enough for %s, in both counties',
  async (_, xml) => {
    for (const { posts, units } of demonstration.tenants) {
      const result = await compile(xml, {
        posts: posts.map(({ key }) => key),
        units: units.map(({ id }) => id),
      });
      expect(result.ok ? result.warnings : result.problems).toEqual([]);
    }
  },
);
