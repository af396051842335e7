import type { DecisionModel } from '../../engine/dmn/model.ts';
import type { Problem } from '../problem.ts';

export function checkModel(_model: DecisionModel): Problem[] {
  return [];
}
