import { config } from '../config.ts';

export const server = config;
