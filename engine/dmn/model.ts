/**
 * A compiled decision model (DMN 1.5): plain JSON that travels inside a process model, is content-addressed with it and
 * never changes. Elements are keyed by their id; those of an imported file by `<namespace>#<id>`.
 */
export interface DecisionModel {
  name: string;
  namespace: string;
  inputs: Record<string, InputData>;
  decisions: Record<string, Decision>;
  /** Business knowledge models: functions that decisions call. */
  knowledge: Record<string, KnowledgeModel>;
  services: Record<string, DecisionService>;
  /** Item definitions by name; those of an imported file by `<import>.<name>`. */
  types: Record<string, ItemDefinition>;
}

/** A FEEL text without a leading `=`: in DMN everything is FEEL. */
export type FeelText = string;

/** A FEEL type as it is written: `number`, `list<string>`, the name of an item definition. Absent: any value. */
export type TypeName = string;

export interface InputData {
  name: string;
  type?: TypeName;
}

/** What an element needs: the key of the other, and the import under whose name its logic sees it. */
export interface Requirement {
  of: string;
  importedAs?: string;
}

export interface Decision {
  name: string;
  type?: TypeName;
  inputs: Requirement[];
  decisions: Requirement[];
  /** Knowledge models and services. */
  knowledge: Requirement[];
  logic?: Boxed;
}

export interface KnowledgeModel {
  name: string;
  type?: TypeName;
  knowledge: Requirement[];
  logic?: BoxedFunction;
}

export interface DecisionService {
  name: string;
  type?: TypeName;
  /** Its result: one decision gives its value, several give a context by name. */
  outputs: string[];
  encapsulated: string[];
  /** What the caller gives: as positional parameters first the inputs, then the decisions. */
  inputs: string[];
  inputDecisions: string[];
}

export interface ItemDefinition {
  /** The type that it stands for; absent when it has components or is a function. */
  type?: TypeName;
  /** Unary tests that each value must pass (`allowedValues`); for a collection, each of its items. */
  allowed?: FeelText;
  /** Unary tests that the whole value must pass (`typeConstraint`). */
  constraint?: FeelText;
  components?: { name: string; type: ItemDefinition }[];
  isCollection?: true;
  function?: { parameters: TypeName[]; result?: TypeName };
}

/** Boxed expressions. `type` is what the value is brought to, where the author gave one. */
export type Boxed = BoxedKind & { id?: string; type?: TypeName };

export type BoxedKind =
  | { kind: 'literal'; text: FeelText }
  | { kind: 'context'; entries: ContextEntry[] }
  | { kind: 'list'; elements: Boxed[] }
  | { kind: 'relation'; columns: { name: string; type?: TypeName }[]; rows: Boxed[][] }
  | { kind: 'invocation'; called: Boxed; bindings: { name: string; value: Boxed }[] }
  | BoxedFunction
  | { kind: 'table'; table: DecisionTable }
  | { kind: 'conditional'; if: Boxed; then: Boxed; else: Boxed }
  | { kind: 'filter'; in: Boxed; match: Boxed }
  | { kind: 'for'; variable: string; in: Boxed; return: Boxed }
  | { kind: 'some' | 'every'; variable: string; in: Boxed; satisfies: Boxed }
  /** Logic that is not written out (an empty box, a function of another language): its value is null. */
  | { kind: 'nothing'; why: string };

export interface BoxedFunction {
  kind: 'function';
  parameters: { name: string; type?: TypeName }[];
  body: Boxed;
}

export interface ContextEntry {
  /** Absent on the last entry: it is the result of the whole context. */
  name?: string;
  type?: TypeName;
  value: Boxed;
}

export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';

export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable {
  hitPolicy: HitPolicy;
  aggregation?: Aggregation;
  inputs: { expression: FeelText; type?: TypeName; values?: FeelText }[];
  /** One output without a name gives a value, several give a context by name. */
  outputs: { name?: string; type?: TypeName; values?: FeelText; default?: FeelText }[];
  /** `when` has unary tests, one for each input; `then` an expression for each output. */
  rules: { id: string; when: FeelText[]; then: FeelText[] }[];
}
