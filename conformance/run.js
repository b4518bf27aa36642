// Runs main.ts and the engine from their sources, so that what is measured is never a stale build. Node 20 reads no TypeScript:
// the compiler that the engine parses with takes the types away.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import ts from 'typescript';

const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };

/** The hook of Node's module loader. */
export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return nextLoad(url, context);
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const source = ts.transpileModule(text, { compilerOptions, fileName: url }).outputText;
  return { format: 'module', source, shortCircuit: true };
}

// Hooks live in a thread of their own, which loads this file once more.
if (isMainThread) {
  register(import.meta.url);
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
