import { createRequire } from 'node:module';
import type { Parser } from 'web-tree-sitter';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed } from '../language.ts';
import { readBodies } from './hcl-recover.ts';
import { hclTree } from './hcl-tree.ts';
import { mostProblems, treeOf } from './node.ts';

const require = createRequire(import.meta.url);

/** Terraform and other HCL. The grammar is an optional package, since installing it may build native code that we do not use. */
export const hcl = hclWith('@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-terraform.wasm');

/** The language with the grammar of this package. Where it cannot be loaded, every file says so. */
export function hclWith(grammar: string, wasm: string): Language {
  let loaded: Parser | { readonly failure: string } | undefined;
  return {
    name: 'hcl',
    family: 'config',
    globs: ['**/*.{tf,tfvars,hcl}'],
    load: async () => {
      loaded ??= await parserOf(grammar, wasm);
    },
    parse: ({ text }: SourceFile): Parsed => {
      if (!loaded) throw new Error('Bug: HCL was parsed before load() had finished.');
      if ('failure' in loaded) return { problems: [{ message: loaded.failure, range: [0, 0] }] };
      return parseHcl(loaded, text);
    },
    comments: ({ file: { text } }) => (loaded && !('failure' in loaded) ? commentsIn(loaded, text) : []),
  };
}

async function parserOf(grammar: string, wasm: string): Promise<Parser | { readonly failure: string }> {
  try {
    const path = require.resolve(`${grammar}/${wasm}`);
    const { Language: Grammar, Parser } = await import('web-tree-sitter');
    await Parser.init();
    return new Parser().setLanguage(await Grammar.load(path));
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'MODULE_NOT_FOUND';
    const why = isMissing ? 'is not installed' : `cannot be loaded (${(error as Error).message})`;
    return { failure: `It could not be read because the optional package '${grammar}' ${why}.` };
  }
}

function parseHcl(parser: Parser, text: string): Parsed {
  const tree = hclTree(text);
  const problems = readBodies(parser, text, tree.add);
  return { tree: treeOf(tree.root), problems: [...problems, ...tree.problems].slice(0, mostProblems) };
}

function commentsIn(parser: Parser, text: string): readonly Range[] {
  const found: Range[] = [];
  readBodies(parser, text, (root, at) => {
    for (const { startIndex, endIndex } of root.descendantsOfType('comment'))
      found.push([at + startIndex, at + endIndex]);
  });
  return found;
}
