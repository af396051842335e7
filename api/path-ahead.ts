import { answerAsk } from '../db/directory.ts';
import type { Tx } from '../db/connection.ts';
import {
  forecast,
  forecastFrom,
  type Ahead,
  type Dependence,
  type Forecast,
  type Stop,
} from '../engine/forecast.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ProcessModel } from '../engine/model.ts';
import type { PeopleAnswer, PeopleAsk } from '../engine/work/state.ts';
import type { CaseFile } from './case-file.ts';
import type { TimeSense } from './deadlines.ts';
import { joined, nameOf, type Wording } from './facts.ts';
import { handler, type Names, type People } from './names.ts';
import { actorOf, type User } from './policy.ts';
import type { Label } from './resources/label.shapes.ts';
import type { PathAhead, StepAhead } from './resources/path-ahead.shapes.ts';
import { outcomeName } from './timeline/line-context.ts';

interface Asked {
  file: CaseFile;
  user: User;
  sense: TimeSense;
  /** The completion to look behind; absent: from where the case stands. */
  completing?: { task: string; outcome?: string; values: JsonObject };
}

/** The rest of the way, with what the directory answers today: asked for as often as the way needs to know more. */
export async function lookAhead(tx: Tx, asked: Asked): Promise<Forecast> {
  const { file, user, sense, completing } = asked;
  const known = new Map<string, PeopleAnswer>();
  const wanted = new Map<string, PeopleAsk>();
  const directory = (ask: PeopleAsk): PeopleAnswer => {
    const key = JSON.stringify(ask);
    const answer = known.get(key);
    if (!answer) wanted.set(key, ask);
    return answer ?? [];
  };
  const given = { at: sense.now, directory };
  const look = () =>
    completing
      ? forecast(file.model, sense.calendar, file.state, {
          ...given,
          actor: actorOf(user, file.row.template),
          task: completing.task,
          ...(completing.outcome !== undefined && { outcome: completing.outcome }),
          variables: completing.values,
          // What must come with a completion is not asked of somebody who only looks.
          reason: '—',
          opinion: '—',
          attachments: ['—'],
        })
      : forecastFrom(file.model, sense.calendar, file.state, given);
  // The engine is pure: it says whom it would ask, and looks again when that is known.
  for (let round = 0; round < mostRounds; round += 1) {
    const found = look();
    if (wanted.size === 0) return found;
    for (const [key, ask] of wanted) known.set(key, await answerAsk(tx, ask, sense.today));
    wanted.clear();
  }
  return look();
}

/** A way that needs more of the directory than this is not asked about further. */
const mostRounds = 10;

interface Words {
  model: ProcessModel;
  names: Names;
  people: People;
  wording: Wording;
}

/** The way in words: who, until when, and on what each step hangs. */
export function pathOf({ entries, end, stops }: Forecast, words: Words): PathAhead {
  const because = saidOnce(words);
  const steps = entries.map((entry, index) => stepOf(entry, index, { words, because: because(entry.on) }));
  if (end) {
    steps.push({
      node: end.outcome,
      name: end.name,
      kind: 'end',
      ...{ who: [], whoText: null, signing: null, dueDate: null, due: null, provisional: false },
      certainty: certaintyOf(end),
      because: because(end.on),
      row: entries.length,
    });
  }
  return { steps, endsWith: stops.length > 0 ? joined(stops.map((stop) => stopInWords(stop, words))) : null };
}

const certaintyOf = ({ certainty }: Pick<Ahead, 'certainty'>): StepAhead['certainty'] =>
  certainty === 'depends' ? 'possible' : 'certain';

const kinds = { task: 'task', message: 'wait', signal: 'wait', time: 'wait', call: 'case' } as const;

function stepOf(
  entry: Ahead,
  row: number,
  { words, because }: { words: Words; because: Label | null },
): StepAhead {
  return {
    node: entry.node,
    name: entry.name,
    kind: kinds[entry.kind],
    certainty: certaintyOf(entry),
    who: entry.people.map((given) => handler(words.names, words.people, given)),
    whoText: whoText(entry),
    signing: entry.signing ? signings[entry.signing] : null,
    dueDate: entry.due?.date ?? null,
    due: entry.due?.at ?? null,
    provisional: entry.due?.provisional ?? false,
    because,
    row,
  };
}

const signings: Record<NonNullable<Ahead['signing']>, Label> = {
  any: { zh: '或签', en: 'Any of them decides' },
  all: { zh: '会签', en: 'All of them decide' },
  vote: { zh: '票决', en: 'They vote' },
  sequential: { zh: '依次办理', en: 'One after the other' },
};

function whoText({ kind, people, asks, chosenBy, byLot, count }: Ahead): Label | null {
  if (kind !== 'task') return null;
  if (chosenBy === 'initiator') return { zh: '由发起人选择', en: 'Chosen by whoever began the case' };
  if (chosenBy === 'previousHandler')
    return { zh: '由上一步办理人选择', en: 'Chosen by whoever does the step before' };
  if (byLot) return { zh: '从中随机确定一人', en: 'One of them, by lot' };
  if (count !== undefined && count > 1) return { zh: `共 ${count} 份`, en: `${count} of them` };
  if (people.length > 0) return null;
  return asks && asks.length > 0
    ? { zh: '届时按规则确定', en: 'Found by its rule when it begins' }
    : { zh: '现无人任职，届时按规则确定', en: 'Nobody holds it now: found by its rule when it begins' };
}

/** What each step hangs on, in words; null where it follows by itself. What was said of an earlier step is not said again. */
function saidOnce(words: Words): (on: readonly Dependence[]) => Label | null {
  const said = new Set<string>();
  return (on) => {
    if (on.length === 0) return null;
    const more = on.filter((each) => !said.has(JSON.stringify(each)));
    for (const each of more) said.add(JSON.stringify(each));
    if (more.length === 0) return { zh: '取决于以上各步的结果', en: 'Depends on the steps above' };
    const all = joined(more.map((each) => dependenceInWords(each, words)));
    return more.length < on.length
      ? { zh: `还取决于${all.zh}`, en: `Depends on ${all.en ?? all.zh} as well` }
      : { zh: `取决于${all.zh}`, en: `Depends on ${all.en ?? all.zh}` };
  };
}

function dependenceInWords(on: Dependence, { model, wording }: Words): Label {
  const node = model.nodes[on.node]?.name ?? { zh: on.node };
  const [zh, en] = [`“${node.zh}”`, `“${node.en ?? node.zh}”`];
  switch (on.kind) {
    case 'outcome': {
      const outcome = outcomeName(model, on.node, on.outcome) ?? { zh: on.outcome };
      return { zh: `${zh}的结果为“${outcome.zh}”`, en: `the outcome “${outcome.en ?? outcome.zh}” of ${en}` };
    }
    case 'data': {
      const names = joined(on.names.map((name) => nameOf(name, wording)));
      return { zh: `${zh}填写的${names.zh}`, en: `what is entered at ${en}: ${names.en ?? names.zh}` };
    }
    case 'message':
    case 'signal':
      return { zh: `${zh}是否收到`, en: `whether ${en} comes` };
    case 'time': {
      return { zh: `${zh}是否到时`, en: `whether the time of ${en} comes first` };
    }
    case 'call':
      return { zh: `${zh}的结果`, en: `how ${en} ends` };
  }
}

function stopInWords({ why, name, names = [], ways = [] }: Stop, { wording }: Words): Label {
  const [zh, en] = [`“${name.zh}”`, `“${name.en ?? name.zh}”`];
  const entered = joined(names.map((each) => nameOf(each, wording)));
  const next = joined(ways.map((way) => way.name));
  switch (why) {
    case 'data':
      return {
        zh: `${zh}之后的走向取决于尚未填写的${entered.zh}`,
        en: `After ${en} it depends on what nobody has entered yet: ${entered.en ?? entered.zh}`,
      };
    case 'choice':
      return {
        zh: `${zh}之后由事件或人员决定${next.zh ? `：${next.zh}` : ''}`,
        en: `After ${en} events or people decide${next.zh ? `: ${next.en ?? next.zh}` : ''}`,
      };
    case 'condition':
      return { zh: `${zh}等待条件满足`, en: `${en} waits for a condition` };
    case 'loop':
      return { zh: `回到${zh}，此后会重复`, en: `It comes back to ${en}, and may repeat` };
    case 'incident':
      return {
        zh: `${zh}所需的数据尚未填写或有误，暂时无法预知`,
        en: `What ${en} needs is not known yet, or at fault`,
      };
    case 'suspended':
      return { zh: `${zh}已挂起`, en: `${en} stands still` };
    case 'limit':
      return { zh: '后面还有更多步骤', en: 'There are more steps than are shown' };
  }
}

/** People whom a forecast names: to read their names in one go. */
export const peopleAhead = ({ entries }: Forecast): (string | undefined)[] =>
  entries.flatMap(({ people }) => people.map(({ person }) => person));
