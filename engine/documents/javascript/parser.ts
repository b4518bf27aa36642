import { createRequire } from 'node:module';
import type * as Estree from '@typescript-eslint/typescript-estree';
import type * as TypeScript from 'typescript';

const require = createRequire(import.meta.url);
let estree: typeof Estree | undefined;
let typescript: typeof TypeScript | undefined;

/** Loaded when the first code is parsed: TypeScript is by far the largest thing here, and a run over SQL alone needs none of it. */
export function loadedEstree(): typeof Estree {
  return (estree ??= require('@typescript-eslint/typescript-estree') as typeof Estree);
}

export function loadedTypescript(): typeof TypeScript {
  return (typescript ??= require('typescript') as typeof TypeScript);
}
