import { mustBeKnown } from '../feel/index.ts';
import type { DecisionModel } from './model.ts';

/** Every name that a text of the model may mean and could not be read without. */
export function knownNames(model: DecisionModel): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      const isName =
        (key === 'name' || key === 'variable' || key === 'importedAs') && typeof entry === 'string';
      if (isName && mustBeKnown(entry)) names.add(entry);
      visit(entry);
    }
  };
  visit(model);
  return [...names].toSorted();
}
