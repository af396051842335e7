export const answer = 'answer';

export type Answer = typeof answer;
