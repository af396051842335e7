import { answer } from '../api/answer.ts';

export const breach = answer;
