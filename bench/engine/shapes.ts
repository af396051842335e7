/** The four processes on which engines are compared, as plain BPMN 2.0 of user tasks, without any engine's extensions. */
export interface Shape {
  name: string;
  /** What grows with `size`. */
  xml(size: number): string;
  size: number;
}

const definitions = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="https://rectiflow.org/bench">
<process id="process" isExecutable="true">${inside}</process></definitions>`;

const flow = (from: string, to: string) =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const task = (id: string, inside = '') => `<userTask id="${id}" name="${id}">${inside}</userTask>`;
const count = (size: number) => Array.from({ length: size }, (_, index) => index + 1);

/** start → task 1 → … → task n → end. */
const sequence: Shape = {
  name: 'sequence',
  size: 100,
  xml(size) {
    const ids = ['start', ...count(size).map((index) => `task${index}`), 'end'];
    const flows = ids.slice(1).map((id, index) => flow(ids[index]!, id));
    const tasks = count(size).map((index) => task(`task${index}`));
    return definitions(`<startEvent id="start"/>${tasks.join('')}<endEvent id="end"/>${flows.join('')}`);
  },
};

/** A parallel gateway to n tasks, and one that joins them. */
const fork: Shape = {
  name: 'fork',
  size: 50,
  xml(size) {
    const branches = count(size).map(
      (index) => task(`task${index}`) + flow('fork', `task${index}`) + flow(`task${index}`, 'join'),
    );
    return definitions(
      `<startEvent id="start"/>${flow('start', 'fork')}<parallelGateway id="fork"/>${branches.join('')}<parallelGateway id="join"/>${flow('join', 'end')}<endEvent id="end"/>`,
    );
  },
};

/** One task in n parallel instances. */
const multiInstance: Shape = {
  name: 'multi-instance',
  size: 1000,
  xml(size) {
    const marker = `<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${size}</loopCardinality></multiInstanceLoopCharacteristics>`;
    return definitions(
      `<startEvent id="start"/>${flow('start', 'task')}${task('task', marker)}${flow('task', 'end')}<endEvent id="end"/>`,
    );
  },
};

/** Sub-processes n deep, each with a task before and after the one within. */
const nested: Shape = {
  name: 'nested',
  size: 10,
  xml(size) {
    const level = (depth: number): string => {
      const [start, before, inner, after, end] = ['start', 'before', 'inner', 'after', 'end'].map(
        (name) => `${name}${depth}`,
      ) as [string, string, string, string, string];
      const within =
        depth === size ? task(inner) : `<subProcess id="${inner}">${level(depth + 1)}</subProcess>`;
      const way = [start, before, inner, after, end];
      const flows = way.slice(1).map((id, index) => flow(way[index]!, id));
      return `<startEvent id="${start}"/>${task(before)}${within}${task(after)}<endEvent id="${end}"/>${flows.join('')}`;
    };
    return definitions(level(1));
  },
};

export const shapes: Shape[] = [sequence, fork, multiInstance, nested];
