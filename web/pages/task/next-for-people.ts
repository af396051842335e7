import type { Step } from '../../../api/resources/diagram.shapes.ts';
import type { Label } from '../../../api/resources/label.shapes.ts';

type Next = Step['next'];

/** What the machine does at once, and nobody waits for. */
const isAutomatic = ({ type }: Pick<Step, 'type'>): boolean =>
  type === 'scriptTask' || type === 'businessRuleTask';

/** The steps that follow on one, as people meet them: what the machine only works out on the way is looked through. */
export function nextForPeople(steps: readonly Step[], node: string): Next {
  const byNode = new Map(steps.map((step) => [step.node, step]));
  const follow = (from: string, when: Label | null, passed: readonly string[]): Next =>
    (byNode.get(from)?.next ?? []).flatMap((one) => {
      const both = together(when, one.when);
      const target = byNode.get(one.node);
      if (!target || !isAutomatic(target)) return [{ ...one, when: both }];
      return passed.includes(one.node) ? [] : follow(one.node, both, [...passed, one.node]);
    });
  return follow(node, null, []);
}

function together(first: Label | null, then: Label | null): Label | null {
  if (!first || !then) return first ?? then;
  return { zh: `${first.zh}，${then.zh}`, en: `${first.en ?? first.zh}, ${then.en ?? then.zh}` };
}
