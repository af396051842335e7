import { asProcess, isGlobalTask } from './global-task.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import { childrenOf, type SourceElement } from './source-element.ts';

/**
 * The process that a file is about: the one that is asked for (or the global task, which is called alike), else its one executable process; with pools drawn, the
 * first pool's. Where no process says whether it is executable, which the standard allows (BPMN 2.0.2, 10.2 isExecutable), each
 * that is not said to be a drawing counts as executable.
 */
export function findProcess(
  definitions: SourceElement,
  wanted?: string,
): { process?: SourceElement; problems: Problem[] } {
  const roots = childrenOf(definitions, 'rootElements');
  const processes = roots.filter(({ type }) => type === 'process');
  const marked = processes.filter((process) => process.attributes['isExecutable'] === 'true');
  const unmarked = processes.filter((process) => process.attributes['isExecutable'] === undefined);
  const executable = marked.length > 0 ? marked : unmarked;
  if (processes.length === 0 && wanted === undefined) return { problems: [noProcess()] };
  if (wanted !== undefined) {
    const global = roots.find((root) => root.id === wanted && isGlobalTask(root));
    const asked = global ? asProcess(global) : [...marked, ...unmarked].find(({ id }) => id === wanted);
    return asked ? { process: asked, problems: [] } : { problems: [noSuchProcess(wanted)] };
  }
  if (executable.length === 0) return { problems: processes.slice(0, 1).map(notExecutable) };
  const participants = roots
    .filter(({ type }) => type === 'collaboration')
    .flatMap((root) => childrenOf(root, 'participants'));
  const firstPool = participants
    .map(({ attributes }) => executable.find(({ id }) => id === attributes['processRef']))
    .find(Boolean);
  const process = executable.length === 1 ? executable[0] : firstPool;
  if (!process) return { problems: executable.slice(1).map(secondProcess) };
  const others = processes.filter(
    (other) => other !== process && childrenOf(other, 'flowElements').length > 0,
  );
  return { process, problems: others.map(onlyDrawn) };
}

function noProcess(): Problem {
  return errorAt(
    undefined,
    'process-missing',
    ['文件中没有流程', 'There is no process in the file'],
    ['画一个流程后再上传', 'Draw a process, then upload the file'],
  );
}

function noSuchProcess(wanted: string): Problem {
  return errorAt(
    undefined,
    'process-unknown',
    [
      `文件中没有编号为“${wanted}”的可执行流程`,
      `There is no executable process with the id '${wanted}' in the file`,
    ],
    ['改用文件中流程的编号', 'Use the id of a process of the file'],
  );
}

function notExecutable(process: SourceElement): Problem {
  return errorAt(
    process,
    'process-not-executable',
    ['流程没有标记为可执行', 'The process is not marked as executable'],
    ['在流程属性中勾选“可执行”', 'Tick "executable" in the properties of the process'],
  );
}

function secondProcess(process: SourceElement): Problem {
  return errorAt(
    process,
    'process-twice',
    ['文件中只能有一个可执行流程', 'Expected one executable process, but found another'],
    ['把其余流程放进各自的模板', 'Put each other process into a template of its own'],
  );
}

function onlyDrawn(process: SourceElement): Problem {
  return warningAt(
    process,
    'process-only-drawn',
    ['这个泳池只作说明，不会执行', 'This pool is a drawing only: it is not run'],
    ['如需执行，请另建模板', 'If it shall run, make a template of it'],
  );
}
