import { adHocScope } from '../engine/ad-hoc.ts';
import { inspect, type Waiting } from '../engine/inspect.ts';
import type { CaseFile } from './case-file.ts';
import type { WaitingOfCase } from './resources/cases.shapes.ts';
import type { Label } from './resources/label.shapes.ts';

/**
 * What a case waits for, as people say it. Tasks and incidents have lists of their own; what only listens beside the way (a
 * boundary event, an event sub-process) holds nothing up.
 */
export function waitingOf({ model, state }: Pick<CaseFile, 'model' | 'state'>): WaitingOfCase[] {
  return inspect(model, state).flatMap((waiting) => {
    const { for: kind, node, name, due, id } = waiting;
    if (kind === 'person' || kind === 'incident' || kind === 'otherPath') return [];
    const { attachedTo, type, children = [] } = model.nodes[node] ?? {};
    if (attachedTo !== undefined || type === 'startEvent') return [];
    const isChoice = kind === 'choice';
    const activities = isChoice
      ? children.filter((child) => adHocScope(state, model, { node: child, scope: id }) && isActivity(child))
      : [];
    return [
      {
        node,
        nodeName: name,
        for: kind,
        text: words[kind](name),
        due: due ?? null,
        scope: isChoice ? id : null,
        activities: activities.map((each) => ({
          node: each,
          name: model.nodes[each]?.name ?? { zh: each },
        })),
      },
    ];
  });

  function isActivity(id: string): boolean {
    const { attachedTo, isForCompensation } = model.nodes[id] ?? {};
    return attachedTo === undefined && !isForCompensation;
  }
}

const words: Record<Exclude<Waiting['for'], 'person' | 'incident' | 'otherPath'>, (node: Label) => Label> = {
  time: waits('到时', 'the time of'),
  message: waits('消息', 'the message of'),
  signal: waits('信号', 'the signal of'),
  condition: waits('条件满足', 'the condition of'),
  job: waits('系统处理', 'the automatic step'),
  people: waits('确定办理人', 'the people of'),
  calledCase: waits('下级事项办结', 'the case of'),
  choice: ({ zh, en }) => ({
    zh: `“${zh}”：由经办人员决定下一步`,
    en: `“${en ?? zh}”: people decide what to do next`,
  }),
};

function waits(zh: string, en: string): (node: Label) => Label {
  return (node) => ({ zh: `“${node.zh}”：等待${zh}`, en: `Waits for ${en} “${node.en ?? node.zh}”` });
}
