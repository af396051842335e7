import type { Need, Resume, Verb, VerbConfig } from '../../engine/work/model.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { repeatsIn } from '../repeats.ts';
import { extensionsOf, type SourceElement } from '../source-element.ts';
import { readPosts } from './assignment-reading.ts';
import { Attributes } from './attributes.ts';

/** What may be set on each verb beside its words and needs, and where it stands: on a step, or for the whole case alone. */
export const verbRules: Record<Verb, { on: 'step' | 'case'; settings: string[]; always?: Need[] }> = {
  addSignersBefore: { on: 'step', settings: ['among'] },
  addSignersAfter: { on: 'step', settings: ['among'] },
  removeSigner: { on: 'step', settings: [], always: ['reason'] },
  transfer: { on: 'step', settings: ['among'] },
  delegate: { on: 'step', settings: ['among'] },
  return: { on: 'step', settings: ['to', 'resume'], always: ['reason'] },
  withdraw: { on: 'step', settings: [] },
  recall: { on: 'case', settings: ['until'], always: ['reason'] },
  /** `by` and `offered` speak of the whole case. */
  suspend: { on: 'step', settings: ['by', 'offered'], always: ['reason'] },
  void: { on: 'case', settings: ['by', 'offered'], always: ['reason'] },
  cancel: { on: 'case', settings: ['by', 'offered'], always: ['reason'] },
  move: { on: 'step', settings: [], always: ['reason'] },
  copyTo: { on: 'step', settings: ['among'] },
  urge: { on: 'step', settings: ['everyMinutes'] },
  comment: { on: 'step', settings: [] },
  ask: { on: 'step', settings: ['among'] },
  addTask: { on: 'step', settings: ['offers'] },
  addSubCase: { on: 'step', settings: ['offers'] },
  addParticipant: { on: 'case', settings: [], always: ['reason'] },
  completeMany: { on: 'step', settings: [] },
};
export const verbNames = Object.keys(verbRules) as Verb[];

/** What people do with a clock is said at the deadline itself: by whom, for which reasons, how far and how often. */
const saidAtDeadline = new Map([
  ['suspendClock', 'rf:clockStop'],
  ['extendDeadline', 'rf:extension'],
]);

const needs: readonly Need[] = ['reason', 'opinion', 'attachment'];
const ways: readonly Resume[] = ['forward', 'back'];
/** A week. */
const mostMinutes = 10_080;

/** The `rf:verb`s of a step, or of the `rf:verbs` of a process. Absent when there are none. */
export function readVerbs(
  owner: SourceElement,
  on: 'step' | 'case',
  context: ReadingContext,
): { verbs?: VerbConfig[]; problems: Problem[] } {
  const parts = extensionsOf(owner, 'rf:verb');
  if (parts.length === 0) return { problems: [] };
  const read = parts.map((part) => readVerb(part, on, context));
  const names = read.flatMap(({ verb }) => verb?.verb ?? []);
  const repeated = new Attributes(owner, ['操作', 'verb'], context);
  for (const name of repeatsIn(names)) {
    repeated.fault(
      'verb-twice',
      [`操作“${name}”写了两次`, `The verb '${name}' is written twice`],
      ['只保留一次', 'Keep one of them'],
    );
  }
  return {
    verbs: read.flatMap(({ verb }) => verb ?? []),
    problems: [...read.flatMap(({ problems }) => problems), ...repeated.problems],
  };
}

function readVerb(
  source: SourceElement,
  on: 'step' | 'case',
  context: ReadingContext,
): { verb?: VerbConfig; problems: Problem[] } {
  const name = new Attributes(source, ['操作', 'verb'], context);
  const ofClock = saidAtDeadline.get(name.text('name') ?? '');
  if (ofClock !== undefined) return { problems: writtenAtDeadline(name, ofClock) };
  const verb = name.choice('name', verbNames);
  if (verb === undefined) {
    if (name.text('name') === undefined) name.wrong('name', verbNames.join(' | '), '');
    return { problems: name.problems };
  }
  const read = new Attributes(source, [`操作“${verb}”`, `verb '${verb}'`], context);
  const rule = verbRules[verb];
  const settings = ['to', 'resume', 'everyMinutes', 'until', 'offers'].filter(
    (key) => !rule.settings.includes(key),
  );
  read.unfit(settings, ['该操作没有此设置', 'the verb has no such setting']);
  if (rule.on === 'case' && on === 'step') {
    read.fault(
      'verb-of-case',
      [
        `操作“${verb}”属于整个案件，不属于一个步骤`,
        `The verb '${verb}' is of the whole case, not of one step`,
      ],
      ['写到流程的 rf:verbs 中', 'Write it in the rf:verbs of the process'],
    );
  }
  const among = readPosts(source, 'rf:among', context);
  if (among.posts.length > 0 && !rule.settings.includes('among')) {
    read.fault(
      'setting-unfit',
      [`操作“${verb}”不选人`, `The verb '${verb}' chooses nobody`],
      ['删除 rf:among', 'Remove rf:among'],
    );
  }
  const whose = readWhose(read, { source, verb, on }, context);
  const offers = read.list('offers');
  checkOffers(read, verb, offers, context);
  const label = read.text('label');
  const labelEn = read.text('labelEn');
  const [to, resume] = [read.list('to'), read.choices('resume', ways)];
  const until = read.list('until');
  const everyMinutes = read.number('everyMinutes', { from: 0, to: mostMinutes, whole: true });
  const config: VerbConfig = {
    verb,
    needs: [...new Set([...(rule.always ?? []), ...read.choices('needs', needs)])],
    ...(label !== undefined && { name: labelEn === undefined ? { zh: label } : { zh: label, en: labelEn } }),
    ...(to.length > 0 && { to }),
    ...(resume.length > 0 && { resume }),
    ...(among.posts.length > 0 && { among: among.posts }),
    ...(everyMinutes !== undefined && { everyMinutes }),
    ...(until.length > 0 && { until }),
    ...(offers.length > 0 && { offers }),
    ...whose.config,
  };
  return { verb: config, problems: [...read.problems, ...among.problems, ...whose.problems] };
}

/** Who alone may end or stop the whole case (`rf:by`), that nobody may (`offered="false"`), and why. */
function readWhose(
  read: Attributes,
  { source, verb, on }: { source: SourceElement; verb: Verb; on: 'step' | 'case' },
  context: ReadingContext,
): { config: Pick<VerbConfig, 'by' | 'because'>; problems: Problem[] } {
  const { posts, problems } = readPosts(source, 'rf:by', context);
  const isOffered = read.flag('offered') ?? true;
  const [because, becauseEn] = [read.text('because'), read.text('becauseEn')];
  const isSaid = posts.length > 0 || !isOffered;
  const isOfCase = on === 'case' && verbRules[verb].settings.includes('by');
  if (isSaid && !isOfCase)
    read.fault(
      'setting-unfit',
      [
        `操作“${verb}”在此不能限定由谁使用`,
        `Who may use the verb '${verb}' is not said here: only void, cancel and suspend of the whole case`,
      ],
      [
        '删除 rf:by 和 offered，或写到流程的 rf:verbs 中',
        'Remove rf:by and offered, or write them in the rf:verbs of the process',
      ],
    );
  if (posts.length > 0 && !isOffered)
    read.fault(
      'setting-unfit',
      [
        'offered="false" 表示任何人都不能使用，与 rf:by 矛盾',
        'offered="false" says nobody, and rf:by names somebody',
      ],
      ['删除其中一项', 'Remove one of them'],
    );
  if (!isSaid && because !== undefined)
    read.unfit(['because', 'becauseEn'], ['没有限定由谁使用', 'nobody is kept from it']);
  if (!isSaid || !isOfCase) return { config: {}, problems };
  return {
    config: {
      by: posts,
      ...(because !== undefined && {
        because: becauseEn === undefined ? { zh: because } : { zh: because, en: becauseEn },
      }),
    },
    problems,
  };
}

function writtenAtDeadline(read: Attributes, part: string): Problem[] {
  const verb = read.text('name') ?? '';
  read.fault(
    'verb-of-deadline',
    [
      `操作“${verb}”在此不起作用：时限能否中止或延期写在时限上`,
      `The verb '${verb}' means nothing here: whether a clock may stop or be extended is said at its deadline`,
    ],
    [`删除该操作，在 rf:deadline 中写 ${part}`, `Remove it, and write ${part} in the rf:deadline`],
  );
  return read.problems;
}

/** `offers` names forms of the package (addTask) or templates (addSubCase). */
function checkOffers(
  read: Attributes,
  verb: Verb,
  offers: string[],
  { forms, templates }: ReadingContext,
): void {
  const known = verb === 'addTask' ? forms : verb === 'addSubCase' ? templates : undefined;
  for (const offer of offers) {
    if (!known || known.has(offer)) continue;
    const [zh, en] = verb === 'addTask' ? ['表单', 'form'] : ['模板', 'template'];
    read.fault(
      'verb-offer-unknown',
      [
        `操作“${verb}”提供的${zh}“${offer}”不存在`,
        `The verb '${verb}' offers the ${en} '${offer}', which is not there`,
      ],
      [`改为已有的${zh}`, `Name a ${en} that exists`],
    );
  }
}
