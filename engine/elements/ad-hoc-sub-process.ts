import type { AdHocConfig } from '../ad-hoc.ts';
import type { Element } from '../element.ts';
import { openAdHoc } from '../scope.ts';

/** Ad-hoc sub-process: its activities begin in no order of flows, by themselves or by people (BPMN 2.0.2, 13.3.5). */
export const adHocSubProcess = {
  type: 'adHocSubProcess',
  start(run, token, node) {
    openAdHoc(run, token, node);
  },
} satisfies Element<AdHocConfig>;
