import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { compile } from '../../definitions/compile.ts';
import { start } from '../../engine/step.ts';
import { facts } from './contenders.ts';

/** Expressions that hold other evaluators for seconds and more. */
const poisons: Record<string, string> = {
  'a range without end': 'for i in 1..1000000000 return i',
  'loops in loops': 'for i in 1..3000, j in 1..3000 return i * j',
  'a list that doubles': 'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
  'a pattern that backtracks': 'matches(string join(for i in 1..3000 return "a", ""), "(a+)+$!")',
  'repeats of repeats': 'matches("aaaa", "((a{1,100}){1,100}){1,100}")',
  'a function that calls itself': '{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r',
  'a sort that never agrees': 'sort(for i in 1..40000 return i, function(a, b) true)',
  'a search for every item':
    '(for i in 1..20000 return i)[some other in (for i in 1..20000 return i) satisfies other = item]',
  'parentheses without end': '('.repeat(2000),
};

export interface PoisonFigure {
  name: string;
  /** Processor milliseconds until the case stands, with an incident or an answer: the worst of the runs. */
  milliseconds: number;
  ending: string;
}

/** What one case can take from its neighbours on the same worker thread, which wait for it that long. */
export async function measurePoison(runs = 5): Promise<PoisonFigure[]> {
  const figures: PoisonFigure[] = [];
  for (const [name, source] of Object.entries(poisons)) {
    const model = await modelOf();
    const script = model.nodes['poison']?.config as { script: string };
    script.script = `= ${source}`;
    let milliseconds = 0;
    let ending = '';
    for (let run = 0; run < runs; run += 1) {
      const before = process.cpuUsage();
      const { state } = start(model, nationalCalendar, {
        at: '2026-09-07T01:00:00.000Z',
        actor: { kind: 'system', name: 'bench' },
        case: facts,
        variables: {},
      });
      const { user, system } = process.cpuUsage(before);
      milliseconds = Math.max(milliseconds, (user + system) / 1000);
      ending = state.incidents[0]?.code ?? state.status;
    }
    figures.push({ name, milliseconds, ending });
  }
  return figures;
}

/** The compiler refuses some of them at once: the engine must stand them all the same. */
async function modelOf() {
  const compiled = await compile(`<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="https://rectiflow.org/bench">
    <process id="process" isExecutable="true"><startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="poison"/>
    <scriptTask id="poison" scriptFormat="feel"><script>1</script></scriptTask>
    <sequenceFlow id="f2" sourceRef="poison" targetRef="end"/><endEvent id="end"/></process></definitions>`);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.model;
}
