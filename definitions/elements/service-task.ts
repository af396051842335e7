import type { JsonObject } from '../../engine/json.ts';
import type { ServiceTaskConfig } from '../../engine/model.ts';
import { variableProblems } from '../activity-reading.ts';
import { expressionProblems } from '../expression-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { attributeOf, extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';

/** A job for a machine, named by its type. */
export const serviceTask = {
  type: 'serviceTask',
  kind: 'activity',
  attributes: ['implementation'],
  extensions: ['rf:job'],
  read(source, context) {
    const job = extensionOf(source, 'rf:job');
    const jobType = job && attributeOf(job, 'type');
    const problems: Problem[] = [];
    if (jobType === undefined) problems.push(withoutJob(source));
    else if (context.jobs && !context.jobs.has(jobType)) problems.push(unknownJob(source, jobType));
    const parameters: JsonObject = {};
    for (const parameter of job ? extensionsOf(job, 'rf:parameter') : []) {
      const [name, value] = [attributeOf(parameter, 'name') ?? '', attributeOf(parameter, 'value') ?? ''];
      problems.push(...expressionProblems(source, value, [`参数“${name}”`, `parameter '${name}'`], context));
      problems.push(...variableProblems(source, name));
      parameters[name] = value;
    }
    const config: ServiceTaskConfig = { jobType: jobType ?? '', parameters };
    return { config: { ...config }, problems };
  },
} satisfies ElementReading;

function withoutJob(source: SourceElement): Problem {
  return errorAt(
    source,
    'job-missing',
    ['服务任务没有指定作业类型', 'The service task does not name its job'],
    ['选择作业类型', 'Choose the type of the job'],
  );
}

function unknownJob(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'job-unknown',
    [`没有名为“${found}”的作业`, `There is no job named '${found}'`],
    ['从作业列表中选择', 'Choose one of the list'],
  );
}
