import { workflowIdOf } from '../workflows/contract.ts';
import type { CaseInHand, Contender } from './closed-loop.ts';
import type { BenchPeople, Role } from './county.ts';
import { openHttp, type Session } from './http.ts';

/** One completion on a case's way: whose it is, and what they say. */
interface Step {
  node: string;
  role: Role;
  values?: object;
  outcome?: string;
  reason?: string;
}

const register: Step[] = [
  {
    node: 'register',
    role: 'registrar',
    values: { severity: 'major', note: '现场核对属实，需两个部门配合。' },
  },
  { node: 'assign', role: 'assigner' },
  { node: 'agencyA', role: 'handler-a' },
  { node: 'agencyB', role: 'handler-b' },
];
const pass: Step[] = [
  { node: 'verify', role: 'verifier', outcome: 'pass', values: { opinion: '已整改到位。' } },
  { node: 'close', role: 'closer' },
];
const rework: Step[] = [
  { node: 'verify', role: 'verifier', outcome: 'return', reason: '照片与现场不符。', values: {} },
  { node: 'rework', role: 'handler-a' },
];
const ways = { short: [...register, ...pass], long: [...register, ...rework, ...pass] };

/** With the three units eleven values, as the form by which a case is opened asks. */
const opening = {
  source: '县级督导检查',
  checkDate: '2026-11-02',
  place: '学校北门',
  category: 'traffic',
  problem: '北门上下学时段机动车乱停，人车混行，缺少隔离设施和引导标志。',
  measures: '设置隔离护栏和限时禁停标志，上下学时段安排人员值守。',
  responsiblePerson: '李明',
  due: '2026-12-31',
};

/** Our cases, as people at their browsers drive them. Everybody logs in before it begins. */
export async function ourCases(url: string, { password, logins }: BenchPeople): Promise<Contender> {
  const http = openHttp(url);
  const sessions = {} as Record<Role, Session[]>;
  for (const [role, names] of Object.entries(logins))
    sessions[role as Role] = await Promise.all(names.map((login) => http.logIn(login, password)));
  const taskIds = await learnTaskIds();
  let begun = 0;

  return {
    async start(_client, hasRework) {
      const number = begun++;
      const caseId = await open(number);
      return inHand(caseId, number, hasRework ? 'long' : 'short');
    },
    close: async () => http.close(),
  };

  /** Units take turns from case to case, and so do their people. */
  function session(role: Role, number: number): Session {
    const people = sessions[role];
    return people[number % people.length]!;
  }

  async function open(number: number): Promise<string> {
    const turn = number % sessions.registrar.length;
    const { caseId } = await session('registrar', number).post<{ caseId: string }>('/cases', {
      template: 'bench-case',
      values: {
        ...opening,
        office: `office-${turn}`,
        agencyA: `agency-a-${turn}`,
        agencyB: `agency-b-${turn}`,
      },
    });
    return caseId;
  }

  function inHand(caseId: string, number: number, way: keyof typeof ways): CaseInHand {
    let done = 0;
    return {
      workflowId: workflowIdOf(caseId),
      async findNext() {
        const step = ways[way][done];
        const task = taskIds[way][done];
        if (!step || !task) return undefined;
        done += 1;
        return () => complete(session(step.role, number), `${caseId}:${task}`, step);
      },
    };
  }

  async function complete(by: Session, taskKey: string, { values, outcome, reason }: Step): Promise<void> {
    await by.post(`/tasks/${taskKey}/complete`, { values: values ?? {}, outcome, reason });
  }

  /**
   * Ids of tasks run alike in every case that takes the same way, so that the load can name them without asking:
   * learned from one case of each, whose open tasks are looked up before every step.
   */
  async function learnTaskIds(): Promise<Record<keyof typeof ways, string[]>> {
    const learned = { short: [] as string[], long: [] as string[] };
    for (const way of ['short', 'long'] as const) {
      const caseId = await open(0);
      for (const step of ways[way]) {
        const by = session(step.role, 0);
        const { openTasks } = await by.get<{ openTasks: { node: string; taskKey: string }[] }>(
          `/cases/${caseId}`,
        );
        const found = openTasks.find(({ node }) => node === step.node);
        if (!found)
          throw new Error(`Expected an open task '${step.node}', found ${JSON.stringify(openTasks)}`);
        await complete(by, found.taskKey, step);
        learned[way].push(found.taskKey.split(':')[1]!);
      }
    }
    return learned;
  }
}
