import type { Label } from '../../engine/json.ts';
import type { Node } from '../../engine/model.ts';
import { warningAt, type Problem } from '../problem.ts';
import type { ReadScope } from '../read-scope.ts';
import type { SourceElement } from '../source-element.ts';
import { placesTogether } from './together.ts';
import { tokenNet } from './token-net.ts';
import { vainWait, type VainWait } from './waiting-joins.ts';

const scopeTypes = new Set(['process', 'subProcess', 'transaction']);

/**
 * Parallel joins that wait in vain, always or in some run: they take one token on every way in (BPMN 2.0.2, 13.4.1). What
 * conditions say is not asked. A warning, as the standard lets such a model run until it stops there.
 */
export function joinProblems(read: ReadScope): Problem[] {
  const { nodes, sources } = read;
  return Object.values(nodes)
    .filter(({ type }) => scopeTypes.has(type))
    .flatMap((scope) => {
      const joins = scope.children.filter((id) => isParallelJoin(nodes[id]));
      if (joins.length === 0) return [];
      const net = tokenNet(scope, read);
      if (!net) return [];
      const together = placesTogether(net);
      return joins.flatMap((join) => {
        const wait = vainWait({ net, together }, join);
        const source = sources.get(join);
        return wait && source ? [problemOf(wait, source, read)] : [];
      });
    });
}

function isParallelJoin(node: Node | undefined): boolean {
  return node?.type === 'parallelGateway' && node.incoming.length > 1;
}

function problemOf(wait: VainWait, join: SourceElement, { nodes, flows }: ReadScope): Problem {
  const nameOf = (node: string) => nodes[node]?.name ?? { zh: node };
  /** The step that a way in comes from, unless the way has a name of its own. */
  const origin = (flow: string) => flows[flow]?.name ?? nameOf(flows[flow]?.source ?? flow);
  const direction = (flow: string) => flows[flow]?.name ?? nameOf(flows[flow]?.target ?? flow);
  switch (wait.kind) {
    case 'alternatives':
      return neverBoth(join, [origin(wait.ways[0]), origin(wait.ways[1])], wait.after && nameOf(wait.after));
    case 'itself':
      return comesAfterItself(join, origin(wait.way));
    case 'missing':
      return comesAtTimes(join, origin(wait.way), {
        after: nameOf(wait.after),
        taken: direction(wait.taken),
      });
  }
}

function neverBoth(
  join: SourceElement,
  [one, other]: [Label, Label],
  after: Label | undefined | '',
): Problem {
  const [zh, en] = after
    ? [`在“${after.zh}”之后二者只走其一`, `after '${english(after)}' only one is taken`]
    : ['二者不会在同一案件中都到', 'they never come in the same case'];
  return warningAt(
    join,
    'join-never-passed',
    [
      `并行网关要等每条进线都到齐，但对来自“${one.zh}”和“${other.zh}”的进线，${zh}：案件会永远停在这里`,
      `The parallel gateway waits for every way in, but of those from '${english(one)}' and '${english(other)}' ${en}: a case stops here for ever`,
    ],
    mergeOtherwise,
  );
}

function comesAfterItself(join: SourceElement, way: Label): Problem {
  return warningAt(
    join,
    'join-after-itself',
    [
      `并行网关要等每条进线都到齐，但来自“${way.zh}”的进线要先经过它自己才会到：案件会永远停在这里`,
      `The parallel gateway waits for every way in, but the one from '${english(way)}' comes only after it: a case stops here for ever`,
    ],
    ['让往回的连线汇入它前面的互斥网关', 'Lead the way back into an exclusive gateway before it'],
  );
}

function comesAtTimes(
  join: SourceElement,
  way: Label,
  { after, taken }: { after: Label; taken: Label },
): Problem {
  return warningAt(
    join,
    'join-may-wait',
    [
      `并行网关要等每条进线都到齐，但在“${after.zh}”之后走“${taken.zh}”时，来自“${way.zh}”的进线不会到：案件会停在这里`,
      `The parallel gateway waits for every way in, but when '${english(taken)}' is taken after '${english(after)}', none comes from '${english(way)}': a case stops here`,
    ],
    mergeOtherwise,
  );
}

const english = ({ zh, en }: Label) => en ?? zh;

const mergeOtherwise: [zh: string, en: string] = [
  '只走其一的路用互斥网关汇合；有时来一条、有时来几条的，改用包容网关汇合',
  'Merge ways of which one is taken with an exclusive gateway; where at times one comes and at times several, join with an inclusive gateway',
];
