import { findCases, resubmissionsOf } from '../db/case-list.ts';
import { begunByMessages } from '../db/message-delivery.ts';
import type { CopyRecord } from '../db/conversations.ts';
import type { Tx } from '../db/connection.ts';
import { standingOn } from '../engine/work/candidate.ts';
import type { SaidBeside } from '../engine/work/said.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { CaseFile } from './case-file.ts';
import { handler, personNameOrNull, type Names, type People } from './names.ts';
import { actorOf, type User } from './policy.ts';
import type { CaseDetail, ThreadEntry } from './resources/cases.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import { versionOfCase } from './case-versions.ts';
import { settingsOf } from './template-settings.ts';

interface Context {
  names: Names;
  people: People;
  user: User;
}

const isFor = (to: Candidate, user: User, template: string): boolean =>
  typeof standingOn({ candidates: [to] }, actorOf(user, template)) === 'object';

/** 沟通: comments and questions, oldest first, each question with its answer. */
export function threadOf({ events, model, row }: CaseFile, { names, people, user }: Context): ThreadEntry[] {
  const entries = new Map<string, ThreadEntry>();
  for (const event of events) {
    const by = personNameOrNull(people, event.actor?.kind === 'person' ? event.actor.person : null);
    const node = 'node' in event && typeof event.node === 'string' ? event.node : undefined;
    const nodeName = node === undefined ? null : (model.nodes[node]?.name ?? { zh: node });
    switch (event.kind) {
      case 'commented':
        entries.set(event.entry, {
          ...{ kind: 'comment', entry: event.entry, at: event.at, by, text: event.text, nodeName },
          ...besideWords(event),
          to: (event.mentions ?? []).map((one) => handler(names, people, one)),
          answer: null,
          mayAnswer: false,
        });
        break;
      case 'asked':
        entries.set(event.question.id, {
          ...{ kind: 'question', entry: event.question.id, at: event.at, by, text: event.text, nodeName },
          ...besideWords(event),
          to: [handler(names, people, event.question.to)],
          answer: null,
          mayAnswer: row.status === 'active' && isFor(event.question.to, user, row.template),
        });
        break;
      case 'questionHandedOn': {
        const asked = entries.get(event.question);
        if (asked) {
          asked.to = [handler(names, people, event.to)];
          asked.mayAnswer = row.status === 'active' && isFor(event.to, user, row.template);
        }
        break;
      }
      case 'answered': {
        const asked = entries.get(event.question);
        if (asked) {
          asked.answer = { at: event.at, by, text: event.text, ...besideWords(event) };
          asked.mayAnswer = false;
        }
        break;
      }
      default:
    }
  }
  return [...entries.values()];
}

const besideWords = ({ opinion, attachments }: SaidBeside) => ({
  opinion: opinion ?? null,
  attachments: attachments ?? [],
});

export const copyOf = (row: CopyRecord, { names, people, user }: Context): CaseDetail['copies'][number] => ({
  copy: row.copy,
  to: handler(names, people, {
    post: row.post,
    unit: row.unit,
    ...(row.person !== null && { person: row.person }),
  }),
  by: personNameOrNull(people, row.copiedBy),
  at: row.copiedAt,
  readAt: row.readAt,
  mine:
    row.person === user.person ||
    (row.person === null && user.posts.some(({ post, unit }) => post === row.post && unit === row.unit)),
});

/** Why the whole case stands still; null while it goes on. The template's words for a reason, where it names any. */
export function suspensionOf({ state, model }: CaseFile, people: People): CaseDetail['suspended'] {
  const suspended = state.work?.suspended;
  if (!suspended) return null;
  const named = model.work?.suspensions?.find(({ key }) => key === suspended.reason)?.name;
  return {
    since: suspended.at,
    by: personNameOrNull(people, suspended.by),
    reason: named ?? { zh: suspended.reason },
  };
}

const kinds: Record<string, Label> = {
  resubmissionOf: { zh: '重新发起自', en: 'Resubmitted from' },
  resubmittedAs: { zh: '已重新发起为', en: 'Resubmitted as' },
  supervises: { zh: '督办', en: 'Supervises' },
  supervisedBy: { zh: '由其督办', en: 'Supervised by' },
  recurrenceOf: { zh: '反弹自', en: 'Relapse of' },
  recurredAs: { zh: '反弹后另立', en: 'Relapsed, registered again as' },
  lessonsOf: { zh: '源自校闹事件的教训', en: 'From the lessons of' },
  lessonsAs: { zh: '教训转整改', en: 'Lessons rectified by' },
};

/** What the other of two cases is to this one, by what this one is to it. */
const backwards: Record<string, string> = {
  recurrenceOf: 'recurredAs',
  lessonsOf: 'lessonsAs',
};

/** Cases beside this one, as far as the reader sees them. */
export async function linksOf(tx: Tx, { events, row }: CaseFile): Promise<CaseDetail['links']> {
  const [started] = events;
  const links = started?.kind === 'caseStarted' ? (started.case.links ?? []) : [];
  const later = (await resubmissionsOf(tx, row.caseId)).map((of) => ({
    caseId: of.caseId,
    kind: 'resubmittedAs',
  }));
  const supervising = events.flatMap((event) =>
    event.kind === 'ladderActed' && event.case !== undefined
      ? [{ caseId: event.case, kind: 'supervisedBy' }]
      : [],
  );
  const all = [...links, ...later, ...supervising, ...(await begunBy(tx, events))];
  const cases = new Map(
    (
      await findCases(
        tx,
        all.map(({ caseId }) => caseId),
      )
    ).map((of) => [of.caseId, of]),
  );
  return all.flatMap(({ caseId, kind }) => {
    const of = cases.get(caseId);
    if (!of) return [];
    return [{ caseId, number: of.number, title: of.title, kind, kindName: kinds[kind] ?? { zh: kind } }];
  });
}

/** Cases that began with a message of this one, where their template says what they are to it. */
async function begunBy(tx: Tx, events: CaseFile['events']): Promise<{ caseId: string; kind: string }[]> {
  const sent = events.flatMap((event) => (event.kind === 'messageSent' ? [event.messageId] : []));
  const begun = await begunByMessages(tx, sent);
  const linked = await Promise.all(
    begun.map(async ({ message, ...of }) => {
      const { links } = settingsOf((await versionOfCase(tx, of)).settings);
      const kind = backwards[links.find((link) => link.message === message)?.kind ?? ''];
      return kind === undefined ? [] : [{ caseId: of.caseId, kind }];
    }),
  );
  return linked.flat();
}
