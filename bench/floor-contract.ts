/** Names and messages of the floor. */
export const floorQueue = 'floor';

export interface FloorInput {
  /** After so many Updates the workflow ends. */
  updates: number;
  /** The local activity commits one row in Postgres instead of doing nothing at all. */
  commits: boolean;
}

export interface FloorReply {
  version: number;
}

export interface FloorActivities {
  nothing(text: string): Promise<void>;
  oneRow(text: string): Promise<void>;
}
