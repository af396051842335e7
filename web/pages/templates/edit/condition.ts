/** The plain form of a condition: the outcome of a step is one of its keys. Anything else is FEEL, written by hand. */
export interface OutcomeCondition {
  variable: string;
  key: string;
}

const plain = /^\s*=?\s*([\p{L}_][\p{L}\p{N}_]*)\s*=\s*"([^"\\]*)"\s*$/u;

export function readCondition(feel: string): OutcomeCondition | undefined {
  const [, variable, key] = plain.exec(feel) ?? [];
  return variable === undefined || key === undefined ? undefined : { variable, key };
}

export const writeCondition = ({ variable, key }: OutcomeCondition): string => `= ${variable} = "${key}"`;
