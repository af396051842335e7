import { hostname } from 'node:os';

export const breach = hostname;
