/**
 * Who may import whom. Each rule has a planted breach in test/boundaries/breach/, so that a rule which has fallen asleep
 * fails the tests. When a rule refuses you, move the code rather than loosen the rule.
 */

const ours =
  '^(engine|definitions|workflows|activities|db|api|worker|web|scripts|bench|test)/|^(config|errors)\\.ts$';

/** Forbids imports of our own code from `folder`, apart from itself, errors.ts and what is listed. */
function only(folder, allowed, comment) {
  return {
    name: `${folder}-imports`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: ours, pathNot: [`^${folder}/`, '^errors\\.ts$', ...allowed] },
  };
}

/** Of `target`, only types may be imported from `folder`. */
function typesOnly(folder, target, pathNot = []) {
  return {
    name: `${folder}-types-of-${target}`,
    comment: `${folder} knows ${target} by its types alone.`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: `^${target}/`, pathNot, dependencyTypesNot: ['type-only'] },
  };
}

module.exports = {
  forbidden: [
    only('engine', [], 'The engine is pure: it imports nothing of ours but errors.ts.'),
    {
      name: 'engine-without-temporal',
      comment: 'The engine also runs in a browser and in the checker: it knows nothing of Temporal.',
      severity: 'error',
      from: { path: '^engine/' },
      to: { path: '(^|node_modules/)@temporalio/' },
    },
    {
      name: 'workflow-code-without-node',
      comment: 'The engine and workflows run in an isolate without Node.',
      severity: 'error',
      from: { path: '^(engine|workflows)/' },
      to: { dependencyTypes: ['core'] },
    },
    only('definitions', ['^engine/'], 'Definitions stand on the engine alone.'),
    only(
      'workflows',
      ['^engine/', '^activities/'],
      'Workflow code sees the engine, and activities as types.',
    ),
    typesOnly('workflows', 'activities'),
    only('activities', ['^db/', '^engine/'], 'Activities touch the world through db.'),
    typesOnly('activities', 'engine', ['^engine/time/']),
    only('db', ['^engine/'], 'Queries know nothing of who asks.'),
    typesOnly('db', 'engine', ['^engine/canonical-json\\.ts$', '^engine/time/', '^engine/work/one-of\\.ts$']),
    only(
      'api',
      [
        '^engine/',
        '^definitions/',
        '^db/',
        '^workflows/contract\\.ts$',
        '^config\\.ts$',
        '^worker/data-converter\\.ts$',
      ],
      'The API speaks to workflows by workflows/contract.ts only, in the same cipher as the worker.',
    ),
    only(
      'worker',
      [
        '^activities/',
        '^db/',
        '^workflows/',
        '^engine/',
        '^config\\.ts$',
        '^api/(instances|called-case-title|case-units)\\.ts$',
      ],
      'The worker puts activities, db and workflows together; called cases are opened, named and given their units as the API does it.',
    ),
    only(
      'web',
      ['^api/', '^engine/', '^definitions/rectiflow-moddle\\.json$'],
      'Pages know the API and the engine by their types, and of definitions the names of our BPMN extensions.',
    ),
    typesOnly('web', 'api'),
    typesOnly('web', 'engine', ['^engine/time/']),
    {
      name: 'configuration-is-read-in-two-places',
      comment:
        'Only api/server.ts and worker/index.ts read configuration; everything else is handed what it needs.',
      severity: 'error',
      from: { path: ours, pathNot: ['^(api/server|worker/index)\\.ts$', '^test/', '^scripts/', '^bench/'] },
      to: { path: '^config\\.ts$' },
    },
    {
      name: 'errors-and-config-stand-alone',
      comment:
        'errors.ts and config.ts are imported by many, so that they import nothing of ours but errors.ts.',
      severity: 'error',
      from: { path: '^(errors|config)\\.ts$' },
      to: { path: ours, pathNot: '^errors\\.ts$' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one idea in two places. Types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-packages-only',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'production-packages-only',
      comment: 'The image has production dependencies only: what api and worker run must be among them.',
      severity: 'error',
      from: { path: '^(engine|definitions|workflows|activities|db|api|worker)/|^(config|errors)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be found would escape every other rule.',
      severity: 'error',
      from: { path: ours },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data|test/boundaries/breach)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
