/** Bundles the workflows where the worker looks for them: a step of building the image. */
import { bundleFolder, bundleWorkflows } from '../worker/bundle.ts';

await bundleWorkflows(bundleFolder);
