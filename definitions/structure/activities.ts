import { errorAt } from '../problem.ts';
import { childOf, childrenOf } from '../source-element.ts';
import { isActivity, isEventSubProcess } from './kinds.ts';
import type { StandardRule } from './rule.ts';

/** An ad-hoc sub-process has work in it, but neither start nor end: nobody goes in or out along flows. */
const adHocContent: StandardRule = {
  clause: '10.3.5 Sub-Processes, Ad-Hoc Sub-Process',
  check(file) {
    return file.all
      .filter(({ type }) => type === 'adHocSubProcess')
      .flatMap((subProcess) => {
        const inside = childrenOf(subProcess, 'flowElements');
        const strange = inside.filter(({ type }) =>
          /^(?:startEvent|endEvent|callConversation|\w*[cC]horeography\w*)$/.test(type),
        );
        return inside.some(isActivity) ? strange : [...strange, subProcess];
      })
      .map((source) =>
        errorAt(
          source,
          'ad-hoc-content',
          [
            '自由子流程内必须有活动，且不能有开始、结束事件或编排',
            'Expected activities in an ad-hoc sub-process, and no start or end event or choreography',
          ],
          ['删除开始和结束事件，放入活动', 'Remove the start and end events, put activities in'],
        ),
      );
  },
};

/** A loop or several instances, not both. */
const oneLoop: StandardRule = {
  clause: '10.3.8 Loop Characteristics; 10.3 Activities, loopCharacteristics',
  check({ all }) {
    return all
      .filter((activity) => childrenOf(activity, 'loopCharacteristics').length > 1)
      .map((activity) =>
        errorAt(
          activity,
          'loop-twice',
          ['一个活动不能同时是循环和多实例', 'An activity may not be a loop and multi-instance at once'],
          ['保留其中一种', 'Keep one of them'],
        ),
      );
  },
};

/** What a transaction speaks is named by a URI. */
const transactionMethod: StandardRule = {
  clause: '10.3.5 Sub-Processes, Transaction, method',
  check({ all }) {
    return all
      .filter(
        ({ type, attributes: { method } }) =>
          type === 'transaction' && method !== undefined && !isUri(method),
      )
      .map((transaction) =>
        errorAt(
          transaction,
          'transaction-method',
          [
            '事务的 method 应为 ##Compensate、##Image、##Store 或一个 URI',
            'Expected the method of a transaction to be ##Compensate, ##Image, ##Store or a URI',
          ],
          ['改为 ##Compensate', 'Write ##Compensate'],
        ),
      );
  },
};

function isUri(text: string): boolean {
  return (
    /^##(?:Compensate|Image|Store|Unspecified)$/.test(text) ||
    /^[a-zA-Z][\w+.-]*:[^\s"<>\\^`{|}]+$/.test(text)
  );
}

/** A script says in which language it is. */
const scripts: StandardRule = {
  clause: '10.3.3 Tasks, Script Task, scriptFormat',
  check(file) {
    if (file.isVendor) return [];
    return file.all
      .filter(
        ({ type, attributes }) =>
          type === 'scriptTask' &&
          attributes['script'] !== undefined &&
          attributes['scriptFormat'] === undefined,
      )
      .filter(
        (task) => task.attributes['resultVariable'] === undefined && !childOf(task, 'loopCharacteristics'),
      )
      .map((task) =>
        errorAt(
          task,
          'script-format',
          [
            '脚本没有写明语言，也没有结果变量',
            'The script does not say its language, and no variable takes its result',
          ],
          [
            '填写 scriptFormat="feel" 和结果变量',
            'Write scriptFormat="feel", and the variable for the result',
          ],
        ),
      );
  },
};

/** A receive task that begins the process is its beginning: nothing but a start event leads to it. */
const receivesFirst: StandardRule = {
  clause: '10.3.3 Tasks, Receive Task, instantiate',
  check(file) {
    return file.all
      .filter(({ type, attributes }) => type === 'receiveTask' && attributes['instantiate'] === 'true')
      .filter(({ id }) => {
        const into = file.incoming.get(id) ?? [];
        return (
          into.length > 1 ||
          into.some((flow) => file.byId.get(flow.attributes['sourceRef'] ?? '')?.type !== 'startEvent')
        );
      })
      .map((task) =>
        errorAt(
          task,
          'receive-instantiates',
          [
            '启动流程的接收任务前面只能有一个开始事件',
            'Only a start event may lead to a receive task that starts the process',
          ],
          ['删除其他进线，或取消“启动流程”', 'Remove the other ways in, or let it not instantiate'],
        ),
      );
  },
};

/** An event sub-process stands beside the flow: it is triggered, and nothing hangs on its border. */
const nothingOnItsBorder: StandardRule = {
  clause: '10.3.5 Sub-Processes, Event Sub-Process',
  check(file) {
    return file.all
      .filter((event) => {
        const host = file.byId.get(event.attributes['attachedToRef'] ?? '');
        return host !== undefined && isEventSubProcess(host);
      })
      .map((event) =>
        errorAt(
          event,
          'boundary-of-event-sub-process',
          ['事件子流程上不能有边界事件', 'An event sub-process has no boundary events'],
          ['删除它，或放到里面的活动上', 'Remove it, or put it on an activity inside'],
        ),
      );
  },
};

export const activityRules = [
  receivesFirst,
  nothingOnItsBorder,
  adHocContent,
  oneLoop,
  transactionMethod,
  scripts,
];
