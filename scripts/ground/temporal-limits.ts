/**
 * The limits that a fresh Temporal server sets itself are for many tenants on one cluster; an import of a few hundred items at
 * once meets them. In actions per second.
 */
export const temporalLimits = {
  'frontend.rps': 10_000,
  'frontend.namespaceRPS': 10_000,
  'frontend.namespaceRPS.visibility': 1_000,
  'history.rps': 20_000,
  'matching.rps': 20_000,
};
