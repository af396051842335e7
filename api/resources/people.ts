import { readContentIn } from '../../db/content.ts';
import { findTemplate, latestVersion } from '../../db/templates.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { variablesSeenBy } from '../../engine/variables-seen.ts';
import { AppError } from '../../errors.ts';
import { reachFor } from '../candidates.ts';
import { readCaseFile } from '../case-file.ts';
import { momentOf } from '../moment.ts';
import { choosablePosts, narrowed, readAmong, searchPeople } from '../people-search.ts';
import { route } from '../route.ts';
import { PeopleList, PeopleQuery } from './people.shapes.ts';

/** Whom one may give work to. */
export const people = [
  route({
    method: 'get',
    path: '/people',
    summary: { zh: '选择人员（按姓名、岗位、单位）', en: 'People to choose from, by name, post or unit' },
    access: 'loggedIn',
    query: PeopleQuery,
    reply: PeopleList,
    handle: ({ user, query, scoped }, { keys, now }) =>
      scoped(async (tx) => {
        const among = readAmong(query.among);
        const { q, limit } = query;
        if (query.caseId !== undefined) {
          const file = await readCaseFile(tx, keys, query.caseId);
          const named = among
            ? choosablePosts(file.model, variablesSeenBy(file.state, undefined), file.state.at)
            : [];
          const reach = narrowed(reachFor(user, file.row), among, named);
          return searchPeople(tx, { user, reach, q, limit });
        }
        const at = momentOf(user, now()).now;
        const named = query.template === undefined ? [] : await namedBy(query.template);
        const reach = narrowed(reachFor(user, { units: [] }), among, named);
        return searchPeople(tx, { user, reach, q, limit });

        async function namedBy(key: string) {
          if (!(await findTemplate(tx, key))) throw new AppError('not-found', `Expected template ${key}`);
          const version = await latestVersion(tx, key);
          return version ? choosablePosts(await readContentIn<ProcessModel>(tx, version.model), {}, at) : [];
        }
      }),
  }),
];
