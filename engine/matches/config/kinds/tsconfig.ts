import { anything, either, keys, list, listOf, map, mapOf, oneOrMore, scalar, type Schema } from './schema.ts';

const options =
  'all allowArbitraryExtensions allowImportingTsExtensions allowJs allowSyntheticDefaultImports allowUmdGlobalAccess allowUnreachableCode ' +
  'allowUnusedLabels alwaysStrict assumeChangesOnlyAffectDirectDependencies baseUrl charset checkJs composite declaration declarationDir ' +
  'declarationMap diagnostics disableReferencedProjectLoad disableSizeLimit disableSolutionSearching ' +
  'disableSourceOfProjectReferenceRedirect downlevelIteration emitBOM emitDeclarationOnly emitDecoratorMetadata erasableSyntaxOnly ' +
  'esModuleInterop exactOptionalPropertyTypes experimentalDecorators explainFiles extendedDiagnostics forceConsistentCasingInFileNames ' +
  'generateCpuProfile generateTrace ignoreDeprecations importHelpers importsNotUsedAsValues incremental init inlineSourceMap inlineSources ' +
  'isolatedDeclarations isolatedModules jsx jsxFactory jsxFragmentFactory jsxImportSource keyofStringsOnly libReplacement listEmittedFiles ' +
  'listFiles listFilesOnly locale mapRoot maxNodeModuleJsDepth module moduleDetection moduleResolution newLine noCheck noEmit ' +
  'noEmitHelpers noEmitOnError noErrorTruncation noFallthroughCasesInSwitch noImplicitAny noImplicitOverride noImplicitReturns ' +
  'noImplicitThis noImplicitUseStrict noLib noPropertyAccessFromIndexSignature noResolve noStrictGenericChecks noUncheckedIndexedAccess ' +
  'noUncheckedSideEffectImports noUnusedLocals noUnusedParameters out outDir outFile preserveConstEnums preserveSymlinks ' +
  'preserveValueImports preserveWatchOutput pretty project reactNamespace removeComments resolveJsonModule resolvePackageJsonExports ' +
  'resolvePackageJsonImports rewriteRelativeImportExtensions rootDir skipDefaultLibCheck skipLibCheck sourceMap sourceRoot ' +
  'stableTypeOrdering strict strictBindCallApply strictBuiltinIteratorReturn strictFunctionTypes strictNullChecks ' +
  'strictPropertyInitialization stripInternal suppressExcessPropertyErrors suppressImplicitAnyIndexErrors target traceResolution ' +
  'tsBuildInfoFile useDefineForClassFields useUnknownInCatchVariables verbatimModuleSyntax version watch ' +
  // Options that were once, or that other tools read there.
  'prepend';

const compilerOptions = keys(options, {
  customConditions: list,
  lib: list,
  moduleSuffixes: list,
  paths: mapOf(oneOrMore(scalar)),
  // Plugins take options of their own.
  plugins: listOf(anything),
  rootDirs: list,
  typeRoots: list,
  types: list,
});

/** The options of TypeScript 6, and of earlier versions; at the top other tools have settings of their own. */
export const tsconfig: Schema = {
  type: 'object',
  properties: {
    compilerOptions,
    compileOnSave: scalar,
    extends: oneOrMore(scalar),
    files: list,
    include: either(list, scalar),
    exclude: either(list, scalar),
    references: listOf(keys('path prepend circular')),
    typeAcquisition: keys('enable disableFilenameBasedTypeAcquisition enableAutoDiscovery', {
      include: list,
      exclude: list,
    }),
    watchOptions: keys('watchFile watchDirectory fallbackPolling synchronousWatchDirectory force', {
      excludeFiles: list,
      excludeDirectories: list,
    }),
    buildOptions: map,
  },
};
