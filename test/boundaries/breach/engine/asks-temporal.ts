import type { Duration } from '@temporalio/common';

export type Breach = Duration;
