import semver from 'semver';
import type { Json } from '../../../model/document.ts';
import type { Default } from './kind.ts';
import { atKeys, type Doubt, type Effective } from './node.ts';

/** The compiler that the project names, as a range of versions; nothing where no manifest does. */
export interface Compiler {
  readonly range?: string;
  readonly path?: string;
}

/** What follows `strict` where it is not said itself: https://www.typescriptlang.org/tsconfig/#strict */
const strictFamily = [
  'noImplicitAny',
  'noImplicitThis',
  'strictBindCallApply',
  'strictBuiltinIteratorReturn',
  'strictFunctionTypes',
  'strictNullChecks',
  'strictPropertyInitialization',
  'useUnknownInCatchVariables',
];

/** Checks that nothing else switches on: https://www.typescriptlang.org/tsconfig/, "Default" of each. */
const always: Readonly<Record<string, Json>> = {
  allowUmdGlobalAccess: false,
  erasableSyntaxOnly: false,
  exactOptionalPropertyTypes: false,
  experimentalDecorators: false,
  isolatedDeclarations: false,
  isolatedModules: false,
  noCheck: false,
  noEmit: false,
  noEmitOnError: false,
  noFallthroughCasesInSwitch: false,
  noImplicitOverride: false,
  noImplicitReturns: false,
  noPropertyAccessFromIndexSignature: false,
  noUncheckedIndexedAccess: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  removeComments: false,
  skipDefaultLibCheck: false,
  skipLibCheck: false,
  sourceMap: false,
  inlineSourceMap: false,
  verbatimModuleSyntax: false,
};

/** Other defaults before and from a version on: the release notes of TypeScript 5.0 and 6.0. */
const changed: readonly (readonly [option: string, since: string, before: Json, after: Json])[] = [
  ['strict', '6.0.0', false, true],
  ['noUncheckedSideEffectImports', '6.0.0', false, true],
  ['forceConsistentCasingInFileNames', '5.0.0', false, true],
];

/** What the compiler takes for the options that a configuration leaves out. */
export function tsconfigDefaults(root: Effective, compiler: Compiler): readonly Default[] {
  const versioned = changed.map(([option, since, before, after]) => ({
    ...optionOf(option, sinceVersion(option, compiler, since, before, after)),
    because: because(option, compiler, since),
  }));
  const strict = strictOf(root, versioned[0]!);
  return [
    ...versioned,
    ...strictFamily.map((option) => ({ ...optionOf(option, strict), because: `'${option}' follows 'strict'.` })),
    ...Object.entries(always).map(([option, value]) => ({
      ...optionOf(option, value),
      because: `It is the compiler's default of '${option}'.`,
    })),
  ];
}

function optionOf(option: string, value: Default['value']): Pick<Default, 'keys' | 'value'> {
  return { keys: ['compilerOptions', option], value };
}

/** What 'strict' comes to: written, inherited, or the default. */
function strictOf(root: Effective, { value }: Default): Default['value'] {
  const options = atKeys(root, ['compilerOptions']);
  const strict = atKeys(root, ['compilerOptions', 'strict']);
  const doubt = strict ? doubtIn(strict) : (doubtIn(options) ?? doubtIn(root));
  if (doubt) return { doubt };
  return strict ? strict.value : value;
}

function doubtIn(node: Effective | undefined): Doubt | undefined {
  if (node?.unknown === undefined) return undefined;
  return node.doubt ?? { message: node.unknown, at: node };
}

function sinceVersion(option: string, { range }: Compiler, since: string, before: Json, after: Json): Default['value'] {
  if (range !== undefined && semver.subset(range, `>=${since}-0`, { includePrerelease: true })) return after;
  if (range !== undefined && semver.subset(range, `<${since}-0`, { includePrerelease: true })) return before;
  const version = since.replace(/(\.0)+$/, '');
  const message = `'${option}' is left out: that means ${String(before)} before TypeScript ${version} and ${String(after)} from then on, and no package.json says which one compiles.`;
  return { doubt: { message } };
}

function because(option: string, { range, path }: Compiler, since: string): string {
  const version = since.replace(/(\.0)+$/, '');
  return range === undefined || path === undefined
    ? `'${option}' is left out.`
    : `'${option}' is left out; its default changed with TypeScript ${version}, and '${path}' asks for '${range}'.`;
}
