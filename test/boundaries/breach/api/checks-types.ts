import { ModuleKind } from 'typescript';

export const breach = ModuleKind;
