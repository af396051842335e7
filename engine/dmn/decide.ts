import { coerce } from '../feel/feel-type.ts';
import type { Run } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import {
  emptyContext,
  entryOf,
  FeelFunction,
  isContext,
  type Arguments,
  type Context,
  type Value,
} from '../feel/value.ts';
import { typeOf } from './item-type.ts';
import type { DecisionService, Requirement } from './model.ts';
import type { Program } from './program.ts';

/** One evaluation of a model over given inputs: each decision is made once, when it is first asked for. */
export class Evaluation {
  private readonly program: Program;
  private readonly run: Run;
  /** Values of inputs, and of decisions that are given rather than made, by key. */
  private readonly given: ReadonlyMap<string, Value>;
  private readonly decided = new Map<string, Value>();
  private readonly underWay = new Set<string>();

  constructor(program: Program, given: ReadonlyMap<string, Value>, run: Run) {
    this.program = program;
    this.given = given;
    this.run = run;
  }

  decide(id: string): Value {
    const known = this.given.get(id) ?? this.decided.get(id);
    if (known !== undefined) return known;
    if (this.given.has(id)) return null;
    if (this.underWay.has(id))
      return this.run.fail({ zh: `决策“${id}”依赖它自己`, en: `The decision '${id}' needs itself` });
    this.underWay.add(id);
    const value = this.run.within(levelsOfDecision, () => this.make(id));
    this.underWay.delete(id);
    this.decided.set(id, value);
    return value;
  }

  private make(id: string): Value {
    const decision = this.program.model.decisions[id];
    const logic = this.program.logicOf(id);
    if (!decision || !logic)
      return this.run.fail({
        zh: `决策“${decision?.name ?? id}”没有逻辑`,
        en: `The decision '${decision?.name ?? id}' has no logic`,
      });
    const names = emptyContext();
    for (const each of decision.inputs)
      this.bind(names, each, this.input(each.of), this.program.model.inputs);
    for (const each of decision.decisions) {
      this.bind(names, each, this.decide(each.of), this.program.model.decisions);
    }
    this.bindKnowledge(names, decision.knowledge);
    return coerce(logic(new Scope(names, null, this.run)), typeOf(decision.type), this.run);
  }

  /** An input that is not of its type is a failure: null would pass for one that is not given. */
  private input(id: string): Value {
    const value = this.given.get(id) ?? null;
    const { name = id, type } = this.program.model.inputs[id] ?? {};
    const fitting = coerce(value, typeOf(type), this.run);
    return fitting === null && value !== null
      ? this.run.fail({ zh: `输入“${name}”的类型不符`, en: `The input '${name}' is not of its type` })
      : fitting;
  }

  /** Under its name; what is imported under the name of the import. */
  private bind(
    names: Context,
    { of, importedAs }: Requirement,
    value: Value,
    elements: Record<string, { name: string }>,
  ): void {
    const name = elements[of]?.name ?? of;
    if (importedAs === undefined) {
      names[name] = value;
      return;
    }
    const group = entryOf(names, importedAs) ?? null;
    const context = isContext(group) ? group : emptyContext();
    context[name] = value;
    names[importedAs] = context;
  }

  private bindKnowledge(names: Context, requirements: Requirement[]): void {
    const { knowledge, services } = this.program.model;
    for (const each of requirements) {
      const service = services[each.of];
      if (service) this.bind(names, each, this.serviceFunction(each.of, service), services);
      else this.bind(names, each, this.knowledgeFunction(each.of), knowledge);
    }
  }

  /** A knowledge model sees its parameters and the knowledge it requires; that is looked for when it is called. */
  private knowledgeFunction(id: string): Value {
    const make = this.program.functionOf(id);
    const knowledge = this.program.model.knowledge[id];
    if (!make || !knowledge)
      return this.run.fail({
        zh: `业务知识模型“${id}”没有逻辑`,
        en: `There is no logic in the knowledge model '${id}'`,
      });
    const names = emptyContext();
    const made = make(new Scope(names, null, this.run));
    let isBound = false;
    const invoke = (given: Arguments, run: Run): Value => {
      if (!isBound) this.bindKnowledge(names, knowledge.knowledge);
      isBound = true;
      return made.invoke(given, run);
    };
    const found = new FeelFunction(made.parameters, invoke, made.result);
    // It may call itself.
    names[knowledge.name] = found;
    return found;
  }

  private serviceFunction(id: string, service: DecisionService): FeelFunction {
    const { inputs, decisions } = this.program.model;
    const parameters = [
      ...service.inputs.map((key) => ({ key, ...inputs[key] })),
      ...service.inputDecisions.map((key) => ({ key, ...decisions[key] })),
    ].map(({ key, name = key, type }) => ({ key, name, type: typeOf(type) }));
    return new FeelFunction(
      parameters,
      (given, run) => {
        const count = 'positional' in given ? given.positional.length : given.named.size;
        if (count !== parameters.length)
          return run.warn(`'${service.name}' takes ${parameters.length} arguments`);
        const values = new Map<string, Value>();
        for (const [index, { key, name, type }] of parameters.entries()) {
          const value = 'positional' in given ? given.positional[index] : given.named.get(name);
          if (value === undefined) return run.warn(`'${service.name}' is not given its '${name}'`);
          const fitting = coerce(value, type, run);
          if (fitting === null && value !== null) return null;
          values.set(key, fitting);
        }
        return run.within(levelsOfDecision, () => new Evaluation(this.program, values, run).serve(id));
      },
      service.type === undefined ? undefined : typeOf(service.type),
    );
  }

  /** What a service gives: the value of its one output, or all by name. */
  serve(id: string): Value {
    const service = this.program.model.services[id];
    if (!service)
      return this.run.fail({ zh: `没有决策服务“${id}”`, en: `There is no decision service '${id}'` });
    const [first, ...others] = service.outputs;
    if (first === undefined)
      return this.run.fail({
        zh: `决策服务“${service.name}”没有输出`,
        en: `The decision service '${service.name}' has no output`,
      });
    if (others.length === 0) return coerce(this.decide(first), typeOf(service.type), this.run);
    const context = emptyContext();
    for (const output of service.outputs) {
      context[this.program.model.decisions[output]?.name ?? output] = this.decide(output);
    }
    return coerce(context, typeOf(service.type), this.run);
  }
}

const levelsOfDecision = 5;

/** Values by key for what a caller gives by name: inputs, and decisions that are not to be made. */
export function givenByName(program: Program, names: Context, service?: DecisionService): Map<string, Value> {
  const given = new Map<string, Value>();
  const { inputs, decisions } = program.model;
  for (const [key, { name }] of Object.entries(inputs)) {
    const value = entryOf(names, name);
    if (value !== undefined) given.set(key, value);
  }
  for (const key of service?.inputDecisions ?? []) {
    given.set(key, entryOf(names, decisions[key]?.name ?? key) ?? null);
  }
  return given;
}
