import { countForBoard, type BoardRow } from '../../db/case-list.ts';
import type { Tx } from '../../db/connection.ts';
import { countStrict } from '../../db/strict-counts.ts';
import { listTemplates } from '../../db/templates.ts';
import { addWorkingDays } from '../../engine/time/working-days.ts';
import { timeSense } from '../deadlines.ts';
import { momentOf } from '../moment.ts';
import { readNames, unitName, type Names } from '../names.ts';
import { may, type User } from '../policy.ts';
import { route } from '../route.ts';
import { templateNames } from '../stages.ts';
import { Board, BoardQuery, type BoardCounts, type StageCount, type StrictCount } from './board.shapes.ts';
import type { Label } from './label.shapes.ts';

export const board = [
  route({
    method: 'get',
    path: '/board',
    summary: { zh: '督办看板：按单位、阶段统计', en: 'The board: counts by unit and stage' },
    access: 'loggedIn',
    query: BoardQuery,
    reply: Board,
    handle: ({ user, query, scoped }, { now }) =>
      scoped(async (tx) => {
        const sense = await timeSense(tx, momentOf(user, now()));
        const dueBy = addWorkingDays(sense.today, query.dueWithin, sense.calendar).date;
        const rows = await countForBoard(tx, { template: query.template, now: sense.now, dueBy });
        const names = await readNames(tx);
        const templates = templateNames(await listTemplates(tx));
        const nameOf = (stage: string | null): Label =>
          (query.template === undefined
            ? templates.stageInAny(stage)
            : templates.stage(query.template, stage)) ?? noStage;
        const byUnit = Map.groupBy(rows, (row) => row.unit ?? '');
        return {
          asOf: sense.now,
          today: sense.today,
          dueWithin: query.dueWithin,
          totals: totalOf(rows),
          stages: stagesOf(rows, nameOf),
          units: [...byUnit]
            .map(([unit, its]) => ({
              unit: unit === '' ? { unit, name: noUnit } : unitName(names, unit),
              ...totalOf(its),
              stages: stagesOf(its, nameOf),
            }))
            .sort(worstFirst),
          strict: await strictCounts(tx, user, { template: query.template, names }),
        };
      }),
  }),
];

/** What those who oversee learn of strict cases. */
async function strictCounts(
  tx: Tx,
  user: User,
  { template, names }: { template: string | undefined; names: Names },
): Promise<StrictCount[]> {
  if (!may(user, 'case.seeAll')) return [];
  const counts = await countStrict(tx, template);
  if (counts.length === 0) return [];
  const templates = new Map((await listTemplates(tx)).map(({ key, names }) => [key, names]));
  return counts.map(({ year, isSpring, template: key, unit, begun, open }) => ({
    term: isSpring
      ? { zh: `${year}年春季学期`, en: `Spring term ${year}` }
      : { zh: `${year}年秋季学期`, en: `Autumn term ${year}` },
    template: key,
    templateName: templates.get(key) ?? { zh: key },
    unit: unit === null ? { unit: '', name: noUnit } : unitName(names, unit),
    ...{ begun, open },
  }));
}

const noStage: Label = { zh: '未分阶段', en: 'No stage' };
const noUnit: Label = { zh: '未定责任单位', en: 'No unit yet' };

function totalOf(rows: readonly BoardRow[]): BoardCounts {
  const sum = (key: keyof BoardCounts) => rows.reduce((total, row) => total + row[key], 0);
  return {
    open: sum('open'),
    dueSoon: sum('dueSoon'),
    overdue: sum('overdue'),
    stopped: sum('stopped'),
    supervised: sum('supervised'),
    closed: sum('closed'),
    incidents: sum('incidents'),
  };
}

function stagesOf(rows: readonly BoardRow[], nameOf: (stage: string | null) => Label): StageCount[] {
  return [...Map.groupBy(rows, ({ stage }) => stage)]
    .map(([stage, its]) => ({
      stage,
      name: nameOf(stage),
      open: its.reduce((total, row) => total + row.open, 0),
      overdue: its.reduce((total, row) => total + row.overdue, 0),
    }))
    .filter(({ open }) => open > 0);
}

const worstFirst = (one: BoardCounts & { unit: { unit: string } }, other: typeof one): number =>
  other.overdue - one.overdue ||
  other.dueSoon - one.dueSoon ||
  other.open - one.open ||
  (one.unit.unit < other.unit.unit ? -1 : 1);
