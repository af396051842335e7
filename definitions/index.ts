import { fileURLToPath } from 'node:url';
import { invariant } from '../errors.ts';
import { loadPackage, type TemplatePackage } from './packages.ts';

/** Template packages that we ship, in the order in which a new deployment publishes them. */
const shipped = [
  'rectification-item',
  'hand-off',
  'mandatory-report',
  'bullying-case',
  'disruption-incident',
];

/** Reads all shipped packages. One that is wrong is a bug of ours: the message says everything that is wrong with it. */
export async function shippedPackages(): Promise<TemplatePackage[]> {
  const packages: TemplatePackage[] = [];
  for (const name of shipped) {
    const result = await loadPackage(fileURLToPath(new URL(name, import.meta.url)));
    const said = result.ok
      ? ''
      : result.problems.map(({ file, element, message }) => `${file} ${element} ${message.en}`).join('\n');
    invariant(result.ok, `Expected the package ${name} to be right, but:\n${said}`);
    packages.push(result.package);
  }
  return packages;
}
