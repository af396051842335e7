import { contentHash } from '../db/content.ts';
import { agencyActor } from '../engine/link/serving.ts';
import type { Command } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import { AppError } from '../errors.ts';
import { instantInWords } from './date-words.ts';
import type { Dependencies } from './dependencies.ts';
import { checkValues } from './forms.ts';
import { actsOf, formOverLink, outcomesOverLink } from './link-steps.ts';
import { linkPage, noSuchLink, openLink, type OpenedLink } from './link-page.ts';
import type { ActOverLink, LinkPage } from './resources/one-time-links.shapes.ts';
import type { Language } from './resources/session.shapes.ts';
import { refuseMissing } from './verb-words.ts';

/**
 * An agency does its step: as everybody's completion is checked, and by the same Update to the case. The key is the update's
 * id, so that a repeat gets the first answer; whoever was slower than the paper, or than another page, is told what was done.
 */
export async function actOverLink(
  dependencies: Dependencies,
  { body, key, language }: { body: ActOverLink; key: string; language: Language },
): Promise<LinkPage> {
  const opened = await openLink(dependencies, body.token);
  const { link, file } = opened;
  const command = commandOf(opened, body, language);
  try {
    await dependencies.instances.act(file.row.caseId, {
      commandId: key,
      digest: contentHash({ command, link: link.id }),
      actor: agencyActor,
      command,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Revoked while the page was open.
    if (error.code === 'not-found') throw noSuchLink();
    if (error.code !== 'task-not-open' && error.code !== 'case-closed') throw error;
    throw doneAlready(await openLink(dependencies, body.token));
  }
  return linkPage(await openLink(dependencies, body.token));
}

function commandOf({ link, file, version }: OpenedLink, body: ActOverLink, language: Language): Command {
  const { task, outcome, reason, signer, values } = body;
  const given = file.events.findLast((event) => event.kind === 'taskCreated' && event.task.id === task);
  const node = given?.kind === 'taskCreated' ? given.task.node : link.node;
  const { model } = file;
  const offered = outcomesOverLink(model, node);
  const chosen = offered.length === 1 ? offered[0] : offered.find(({ key }) => key === outcome);
  if (chosen) refuseMissing(chosen.needs, body, { name: chosen.name, language });
  const form = formOverLink(version.forms, { model, node });
  const requires = chosen?.requires ?? [];
  return {
    ...{ kind: 'useLink', link: link.id, task, signer },
    ...(chosen && { outcome: chosen.key }),
    ...(reason !== undefined && reason !== '' && { reason }),
    variables: checkValues(form, values as JsonObject, { known: {}, language, requires }),
  };
}

/** One clear answer, whoever was first. */
function doneAlready({ file, link }: OpenedLink): AppError {
  const last = actsOf(file, link).at(-1);
  const at = last && instantInWords(last.at);
  return new AppError('task-not-open', 'Expected a step that is still to be done, but it was done already', {
    texts: !at
      ? { zh: '该环节已不需要办理。', en: 'This step is no longer needed.' }
      : last.isOverLink
        ? {
            zh: `该环节已于${at.zh}经一次性链接办理，不重复生效。`,
            en: `This step was done over the link at ${at.en}. It takes effect once.`,
          }
        : {
            zh: `该环节已于${at.zh}由交办单位按纸质回执登记，不重复生效。`,
            en: `The issuing unit registered this step from paper at ${at.en}. It takes effect once.`,
          },
  });
}
