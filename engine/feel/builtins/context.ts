import type { Run } from '../run.ts';
import { emptyContext, entryOf, isContext, type Context, type Value } from '../value.ts';
import { define } from './signature.ts';

function getValue(context: Context, keys: Value[], run: Run): Value {
  let found: Value = context;
  for (const key of keys) {
    if (typeof key !== 'string' || !isContext(found)) return run.warn('There is no such entry');
    found = entryOf(found, key) ?? run.warn(`A context has no '${key}'`);
  }
  return found;
}

function copy(context: Context): Context {
  return Object.assign(emptyContext(), context);
}

function put(context: Context, [key, ...deeper]: Value[], value: Value, run: Run): Value {
  if (typeof key !== 'string') return run.warn('The key of an entry is a text');
  const changed = copy(context);
  run.spend(Object.keys(changed).length);
  if (deeper.length === 0) {
    changed[key] = value;
    return changed;
  }
  const inner = entryOf(context, key) ?? null;
  if (!isContext(inner)) return run.warn(`The entry '${key}' is no context`);
  const below = run.within(1, () => put(inner, deeper, value, run));
  if (below === null) return null;
  changed[key] = below;
  return changed;
}

/** A context of a list of `{key, value}`. */
function fromEntries(entries: Value[], run: Run): Value {
  const context = emptyContext();
  for (const entry of entries) {
    if (!isContext(entry)) return run.warn('An entry is a context with key and value');
    const [key, value] = [entryOf(entry, 'key'), entryOf(entry, 'value')];
    if (typeof key !== 'string' || value === undefined) return run.warn('An entry has a key and a value');
    if (Object.hasOwn(context, key)) return run.warn(`The key '${key}' is there twice`);
    context[key] = value;
  }
  return context;
}

function merge(contexts: Value[], run: Run): Value {
  const merged = emptyContext();
  for (const context of contexts) {
    if (!isContext(context)) return run.warn('Expected a list of contexts');
    run.spend(Object.keys(context).length);
    Object.assign(merged, context);
  }
  return merged;
}

export const contextFunctions = {
  'get value': define({
    'get value(m: context, key: string)': ([context, key]: [Context, string], run: Run) =>
      getValue(context, [key], run),
    'get value(m: context, keys: list)': ([context, keys]: [Context, Value[]], run: Run) =>
      keys.length === 0 ? run.warn('There is no key') : getValue(context, keys, run),
  }),
  'get entries': define({
    'get entries(m: context)': ([context]: [Context], run: Run) => {
      const entries = Object.entries(context);
      run.spend(entries.length);
      return entries.map(([key, value]) => ({ key, value }));
    },
  }),
  context: define({
    'context(entries: list)': ([entries]: [Value[]], run: Run) => fromEntries(entries, run),
  }),
  'context put': define({
    'context put(context: context, key: string, value: any)': (
      [context, key, value]: [Context, string, Value],
      run: Run,
    ) => put(context, [key], value, run),
    'context put(context: context, keys: list, value: any)': (
      [context, keys, value]: [Context, Value[], Value],
      run: Run,
    ) => put(context, keys, value, run),
  }),
  'context merge': define({
    'context merge(contexts: list)': ([contexts]: [Value[]], run: Run) => merge(contexts, run),
  }),
};
