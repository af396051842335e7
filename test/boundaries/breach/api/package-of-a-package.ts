import { glob } from 'tinyglobby';

export const breach = glob;
