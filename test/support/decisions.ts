import type { Boxed, Decision, DecisionModel, DecisionTable, FeelText } from '../../engine/dmn/model.ts';

/** A decision model with nothing in it but what a test states. Elements are keyed by their names. */
export function decisions(parts: Partial<DecisionModel> = {}): DecisionModel {
  return {
    name: 'test',
    namespace: 'urn:test',
    inputs: {},
    decisions: {},
    knowledge: {},
    services: {},
    types: {},
    ...parts,
  };
}

/** A decision that needs the given inputs and decisions by name. */
export function decision(
  name: string,
  logic: Boxed | FeelText,
  needs: { inputs?: string[]; decisions?: string[]; knowledge?: string[]; type?: string } = {},
): Record<string, Decision> {
  const of = (names: string[] = []) => names.map((each) => ({ of: each }));
  return {
    [name]: {
      name,
      ...(needs.type !== undefined && { type: needs.type }),
      inputs: of(needs.inputs),
      decisions: of(needs.decisions),
      knowledge: of(needs.knowledge),
      logic: typeof logic === 'string' ? literal(logic) : logic,
    },
  };
}

export function literal(text: FeelText): Boxed {
  return { kind: 'literal', text };
}

/**
 * A table from its rows: `[['< 18', '"child"'], …]`, the conditions first, then the outputs; a row begins as many cells as
 * there are inputs.
 */
export function table(
  inputs: FeelText[],
  rows: FeelText[][],
  options: Partial<Omit<DecisionTable, 'inputs' | 'rules'>> = {},
): Boxed {
  return {
    kind: 'table',
    table: {
      hitPolicy: 'UNIQUE',
      outputs: [{}],
      ...options,
      inputs: inputs.map((expression) => ({ expression })),
      rules: rows.map((row, index) => ({
        id: `rule ${index + 1}`,
        when: row.slice(0, inputs.length),
        then: row.slice(inputs.length),
      })),
    },
  };
}
