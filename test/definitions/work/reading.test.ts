import { describe, expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import { bpmn, flow } from '../bpmn.ts';
import { found, modelOf } from '../compiled.ts';

const post = '<rf:assignment post="clerk" unit="bureau"/>';
const yesNo = '<rf:outcome key="yes" name="同意"/><rf:outcome key="no" name="不同意" verdict="reject"/>';

/** plan → a → end; `a` is the task under test. */
function task(extra: string, process = ''): string {
  const user = (id: string, inner: string) =>
    `<bpmn:userTask id="${id}"><bpmn:extensionElements>${inner}</bpmn:extensionElements></bpmn:userTask>`;
  return bpmn(
    `<bpmn:extensionElements>${process}</bpmn:extensionElements>
    <bpmn:startEvent id="start"/>${flow('start', 'plan')}${user('plan', post)}${flow('plan', 'a')}
    ${user('a', extra)}${flow('a', 'end')}<bpmn:endEvent id="end"/>`,
  );
}

async function config(extra: string): Promise<UserTaskConfig> {
  const model = await modelOf(task(extra));
  return model.nodes['a']?.config as unknown as UserTaskConfig;
}

const options = {
  posts: ['clerk', 'principal'],
  units: ['bureau', 'school-no1'],
  forms: ['extra-form'],
  templates: ['hand-off'],
};

describe('who does a task', () => {
  test.each([
    [
      '<rf:assignment role="principal" unitKind="school"/>',
      { kind: 'role', post: 'principal', unitKind: 'school' },
    ],
    ['<rf:assignment person="= handlerId"/>', { kind: 'person', person: '= handlerId' }],
    ['<rf:assignment person="maqiang"/>', { kind: 'person', person: 'maqiang' }],
    ['<rf:assignment field="assignee"/>', { kind: 'person', person: '= assignee' }],
    ['<rf:assignment initiator="true"/>', { kind: 'initiator' }],
    ['<rf:assignment previousHandler="true"/>', { kind: 'previousHandler' }],
    ['<rf:assignment previousHandler="true" node="plan"/>', { kind: 'previousHandler', node: 'plan' }],
    [
      '<rf:assignment head="1" of="= responsibleUnit"/>',
      { kind: 'head', of: { unit: '= responsibleUnit' }, levels: 1 },
    ],
    ['<rf:assignment head="0" of="initiator"/>', { kind: 'head', of: 'initiator', levels: 0 }],
    ['<rf:assignment heads="2" of="previousHandler"/>', { kind: 'heads', of: 'previousHandler', upTo: 2 }],
    ['<rf:assignment heads="top" of="initiator"/>', { kind: 'heads', of: 'initiator', upTo: 'top' }],
    ['<rf:assignment chosenBy="initiator"/>', { kind: 'chosen', by: 'initiator' }],
    [
      '<rf:assignment chosenBy="previousHandler" most="3"><rf:among post="clerk" unit="bureau"/></rf:assignment>',
      { kind: 'chosen', by: 'previousHandler', most: 3, among: [{ post: 'clerk', unit: 'bureau' }] },
    ],
    ['<rf:assignment people="committee"/>', { kind: 'feel', people: '= committee' }],
  ])('%s', async (extra, source) => {
    expect(await config(extra)).toMatchObject({ candidates: [], people: [source] });
  });

  test('people and posts are kept out of a step, or of the whole case', async () => {
    const out =
      '<rf:excludedPerson person="= namedStaff"/><rf:excludedPost post="principal" unit="= schoolUnit"/>';
    const excluded = {
      people: ['= namedStaff'],
      posts: [{ post: 'principal', unit: '= schoolUnit' }],
    };
    expect(await config(post + out)).toMatchObject({ excluded });
    expect((await modelOf(task(post, out))).work).toEqual({ verbs: [], excluded });
    expect((await modelOf(task(post))).work).toBeUndefined();
  });

  test('several sources add up, posts beside people', async () => {
    expect(
      await config(`${post}<rf:assignment initiator="true"/><rf:assignment field="helper"/>`),
    ).toMatchObject({
      candidates: [{ post: 'clerk', unit: 'bureau' }],
      people: [{ kind: 'initiator' }, { kind: 'person', person: '= helper' }],
    });
  });

  test('a chain of heads signs one after the other unless something else is written', async () => {
    const heads = '<rf:assignment heads="top" of="initiator"/>';
    expect((await config(heads)).signing).toEqual({ mode: 'sequential' });
    expect((await config(`${heads}<rf:signing mode="any"/>`)).signing).toEqual({ mode: 'any' });
  });

  test('the policies on people', async () => {
    const written = `${post}<rf:people whenNobody="posts" whenInitiator="superior" whenRepeated="consecutive" pick="random"><rf:fallback post="principal" unit="= unit"/></rf:people>`;
    expect(await config(written)).toMatchObject({
      pick: 'random',
      policies: {
        whenNobody: { posts: [{ post: 'principal', unit: '= unit' }] },
        whenInitiator: 'superior',
        whenRepeated: 'consecutive',
      },
    });
    expect((await config(`${post}<rf:people whenNobody="pass"/>`)).policies).toEqual({ whenNobody: 'pass' });
  });
});

describe('how it is decided', () => {
  test('a vote with everything that it can say', async () => {
    const vote =
      '<rf:signing mode="vote" each="person" ratio="66.7" moreThan="true" rejectCount="2" weight="= w" abstention="leave" tie="pass" quorum="66" decidesEarly="false" resultVariable="vote"/>';
    expect((await config(post + vote + yesNo)).signing).toEqual({
      mode: 'vote',
      each: 'person',
      resultVariable: 'vote',
      vote: {
        ratio: 66.7,
        moreThan: true,
        rejectCount: 2,
        weight: '= w',
        abstention: 'leave',
        tie: 'pass',
        quorum: 66,
        decidesEarly: false,
      },
    });
  });

  test('outcomes say how they count, what they need, and where their reject goes', async () => {
    const outcomes =
      '<rf:outcome key="yes" name="同意" needs="opinion attachment" requires="docNo, signedBy"/><rf:outcome key="no" name="不同意" verdict="reject" needsReason="true" reject="node" node="plan"/><rf:outcome key="none" name="弃权" verdict="abstain"/><rf:reject to="end"/>';
    expect(await config(post + outcomes)).toMatchObject({
      onReject: 'end',
      outcomes: [
        { key: 'yes', needs: ['opinion', 'attachment'], requires: ['docNo', 'signedBy'] },
        { key: 'no', verdict: 'reject', needsReason: true, onReject: { node: 'plan' } },
        { key: 'none', verdict: 'abstain' },
      ],
    });
  });
});

describe('what is offered', () => {
  test('a step lists its verbs with their settings; reasons that are always asked for are in their needs', async () => {
    const verbs = `<rf:verb name="transfer" label="转办" labelEn="Hand over" needs="reason opinion"><rf:among post="clerk" unit="bureau"/></rf:verb>
      <rf:verb name="return" to="plan initiator caller" resume="back"/><rf:verb name="urge" everyMinutes="60"/><rf:verb name="addTask" offers="extra-form"/>`;
    expect((await config(post + verbs)).verbs).toEqual([
      {
        verb: 'transfer',
        name: { zh: '转办', en: 'Hand over' },
        needs: ['reason', 'opinion'],
        among: [{ post: 'clerk', unit: 'bureau' }],
      },
      { verb: 'return', needs: ['reason'], to: ['plan', 'initiator', 'caller'], resume: ['back'] },
      { verb: 'urge', needs: [], everyMinutes: 60 },
      { verb: 'addTask', needs: [], offers: ['extra-form'] },
    ]);
  });

  test('a process lists the verbs of the case and the reasons for standing still', async () => {
    const model = await modelOf(
      task(
        post,
        '<rf:verbs><rf:verb name="recall"/><rf:verb name="comment"/></rf:verbs><rf:suspension key="police" name="公安立案" nameEn="Police case"/>',
      ),
    );
    expect(model.work).toEqual({
      verbs: [
        { verb: 'recall', needs: ['reason'] },
        { verb: 'comment', needs: [] },
      ],
      suspensions: [{ key: 'police', name: { zh: '公安立案', en: 'Police case' } }],
    });
  });

  test('a process that says nothing leaves it to the engine', async () => {
    const model = await modelOf(task(post));
    expect(model).not.toHaveProperty('work');
    expect(model.nodes['a']?.config).not.toHaveProperty('verbs');
  });

  test('access to fields', async () => {
    const model = await modelOf(
      task(
        `${post}<rf:form key="extra-form"/><rf:field name="amount" access="required"/><rf:field name="note" access="hidden"/>`,
      ),
    );
    expect(model.nodes['a']?.config).toMatchObject({ fields: { amount: 'required', note: 'hidden' } });
  });
});

describe('the trail is kept where a step can be gone back over', () => {
  test.each([
    ['return on the step', post + '<rf:verb name="return"/>', '', true],
    ['withdraw in the process', post, '<rf:verbs><rf:verb name="withdraw"/></rf:verbs>', true],
    ['move in the process', post, '<rf:verbs><rf:verb name="move"/></rf:verbs>', true],
    ['a reject to the step before', `${post}${yesNo}<rf:reject to="previous"/>`, '', true],
    ['a reject to a named step', `${post}${yesNo}<rf:reject to="node" node="plan"/>`, '', true],
    ['a reject that ends the case', `${post}${yesNo}<rf:reject to="end"/>`, '', false],
    ['nothing of it', post + '<rf:verb name="comment"/>', '', false],
  ])('%s', async (_, extra, process, kept) => {
    expect((await modelOf(task(extra, process))).keepsTrail ?? false).toBe(kept);
  });
});

describe('what is wrong is said, with its element', () => {
  test.each([
    ['an unknown verb', post + '<rf:verb name="fly"/>', 'setting-value'],
    [
      'a clock that stops, which its deadline says',
      post + '<rf:verb name="suspendClock"/>',
      'verb-of-deadline',
    ],
    ['an extension, which its deadline says', post + '<rf:verb name="extendDeadline"/>', 'verb-of-deadline'],
    ['a verb twice', post + '<rf:verb name="ask"/><rf:verb name="ask"/>', 'verb-twice'],
    ['a verb of the case on a step', post + '<rf:verb name="recall"/>', 'verb-of-case'],
    ['a unit added from a step', post + '<rf:verb name="addParticipant" needs="reason"/>', 'verb-of-case'],
    ['a setting that the verb has not', post + '<rf:verb name="ask" resume="back"/>', 'setting-unfit'],
    ['an unknown need', post + '<rf:verb name="ask" needs="seal"/>', 'setting-value'],
    ['an unknown form offered', post + '<rf:verb name="addTask" offers="none"/>', 'verb-offer-unknown'],
    [
      'an unknown template offered',
      post + '<rf:verb name="addSubCase" offers="none"/>',
      'verb-offer-unknown',
    ],
    ['an unknown step to return to', post + '<rf:verb name="return" to="nowhere"/>', 'step-unknown'],
    ['a return to what is no step', post + '<rf:verb name="return" to="start"/>', 'step-unknown'],
    ['a return to what comes later', post + '<rf:verb name="return" to="a"/>', 'step-not-before'],
    [
      'an unknown post to choose from',
      post + '<rf:verb name="ask"><rf:among post="x" unit="bureau"/></rf:verb>',
      'post-unknown',
    ],
    ['nobody named as kept out', post + '<rf:excludedPerson/>', 'excluded-person-missing'],
    [
      'a broken expression of who is kept out',
      post + '<rf:excludedPerson person="= a +"/>',
      'expression-invalid',
    ],
    ['an unknown post kept out', post + '<rf:excludedPost post="x" unit="bureau"/>', 'post-unknown'],
    ['a post kept out nowhere', post + '<rf:excludedPost post="clerk"/>', 'unit-missing'],
    [
      'working days where one may choose from, as no calendar is known there',
      post +
        '<rf:verb name="ask"><rf:among post="clerk" unit="= if is working day(today()) then a else b"/></rf:verb>',
      'calendar-not-known-here',
    ],
    ['a ratio above 100', `${post}${yesNo}<rf:signing mode="vote" ratio="101"/>`, 'setting-value'],
    ['a vote without a rule', `${post}${yesNo}<rf:signing mode="vote"/>`, 'vote-without-rule'],
    [
      'a vote with two rules',
      `${post}${yesNo}<rf:signing mode="vote" ratio="50" passCount="2"/>`,
      'vote-rule-twice',
    ],
    ['a rule without a vote', `${post}<rf:signing mode="all" ratio="50"/>`, 'setting-unfit'],
    ['a signing without a mode', `${post}<rf:signing each="person"/>`, 'signing-mode'],
    [
      'a vote that nobody can reject',
      `${post}<rf:outcome key="yes" name="同意"/><rf:signing mode="vote" ratio="50"/>`,
      'verdict-missing',
    ],
    [
      'a step that nothing can pass',
      `${post}<rf:outcome key="no" name="否" verdict="reject"/>`,
      'verdict-missing',
    ],
    ['a reject without a rejecting outcome', `${post}<rf:reject to="end"/>`, 'reject-without-outcome'],
    ['a reject to an unknown step', `${post}${yesNo}<rf:reject to="node" node="nowhere"/>`, 'step-unknown'],
    [
      'a reject to what is no human step',
      `${post}${yesNo}<rf:reject to="node" node="start"/>`,
      'step-unknown',
    ],
    [
      'a reject to a step that is not before',
      `${post}${yesNo}<rf:reject to="node" node="a"/>`,
      'step-not-before',
    ],
    ['a reject to a step without saying which', `${post}${yesNo}<rf:reject to="node"/>`, 'reject-node'],
    [
      'an outcome that passes and has a reject',
      `${post}<rf:outcome key="yes" name="是" reject="end"/>`,
      'setting-unfit',
    ],
    [
      'a vote of a chain of heads',
      `<rf:assignment heads="top" of="initiator"/>${yesNo}<rf:signing mode="vote" ratio="50"/>`,
      'heads-vote',
    ],
    [
      'one by lot who signs with others',
      `${post}<rf:people pick="random"/><rf:signing mode="all"/>`,
      'pick-with-signing',
    ],
    ['two sources in one', '<rf:assignment initiator="true" field="x"/>', 'assignment-kind'],
    ['a setting of another source', '<rf:assignment role="clerk" unit="bureau"/>', 'setting-unfit'],
    ['an unknown role', '<rf:assignment role="wizard"/>', 'post-unknown'],
    ['the head of nobody', '<rf:assignment head="1"/>', 'assignment-head-of'],
    ['the head of an unknown unit', '<rf:assignment head="1" of="moon"/>', 'unit-unknown'],
    ['a field that is no name', '<rf:assignment field="a b"/>', 'setting-value'],
    ['FEEL that is none', '<rf:assignment people="= ]"/>', 'expression-invalid'],
    [
      'a handler of an unknown step',
      '<rf:assignment previousHandler="true" node="nowhere"/>',
      'step-unknown',
    ],
    [
      'fallback posts without their policy',
      `${post}<rf:people><rf:fallback post="clerk" unit="bureau"/></rf:people>`,
      'people-fallback',
    ],
    ['their policy without fallback posts', `${post}<rf:people whenNobody="posts"/>`, 'people-fallback'],
    ['an unknown policy', `${post}<rf:people whenNobody="hope"/>`, 'setting-value'],
    [
      'an unknown access',
      `${post}<rf:form key="extra-form"/><rf:field name="x" access="see"/>`,
      'setting-value',
    ],
    ['access to fields without a form', `${post}<rf:field name="x" access="read"/>`, 'field-without-form'],
    [
      'a field twice',
      `${post}<rf:form key="extra-form"/><rf:field name="x" access="read"/><rf:field name="x" access="write"/>`,
      'field-twice',
    ],
  ])('%s', async (_, extra, code) => {
    expect(await found(task(extra), options)).toEqual([`a ${code}`]);
  });

  test('a recall until a step that is none', async () => {
    const verbs = (until: string) => `<rf:verbs><rf:verb name="recall" until="${until}"/></rf:verbs>`;
    expect(await found(task(post, verbs('nowhere')), options)).toEqual(['p step-unknown']);
    expect((await modelOf(task(post, verbs('plan a')))).work?.verbs).toMatchObject([
      { until: ['plan', 'a'] },
    ]);
  });

  test('on the process, too', async () => {
    expect(
      await found(
        task(post, '<rf:verbs><rf:verb name="return" to="nowhere"/></rf:verbs><rf:suspension name="x"/>'),
        options,
      ),
    ).toEqual(['p suspension-key', 'p step-unknown']);
  });

  test('nobody chooses the people of the first step before it, but somebody began the case', async () => {
    const xml = (inner: string) =>
      bpmn(
        `<bpmn:startEvent id="start"/>${flow('start', 'a')}<bpmn:userTask id="a"><bpmn:extensionElements>${inner}</bpmn:extensionElements></bpmn:userTask>${flow('a', 'end')}<bpmn:endEvent id="end"/>`,
      );
    expect(await found(xml('<rf:assignment chosenBy="previousHandler"/>'))).toEqual(['a step-none-before']);
    // Both lead to whoever began the case.
    expect(await found(xml('<rf:assignment previousHandler="true"/>'))).toEqual([]);
    expect(await found(xml(`${post}${yesNo}<rf:reject to="previous"/>`))).toEqual([]);
  });
});
