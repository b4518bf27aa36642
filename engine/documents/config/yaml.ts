import { Composer, isScalar, Parser, type CST, type Document } from 'yaml';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { deepestNesting, documentSet, mostProblems, scalar, treeOf, type Draft } from './node.ts';
import { isGithubYaml, yamlTemplates } from './templates.ts';
import { yamlComments } from './yaml-comments.ts';
import { isNestedDeeper } from './yaml-depth.ts';
import { markInsertions } from './yaml-insertions.ts';
import { maskTemplates } from './yaml-masks.ts';
import { documentNode, type Making } from './yaml-tree.ts';

export const yaml: Language = {
  name: 'yaml',
  family: 'config',
  globs: ['**/*.{yml,yaml}'],
  parse: parseYaml,
  comments: yamlComments,
};

function parseYaml({ path, text }: SourceFile): Parsed {
  const { text: masked, masks } = isGithubYaml(path) ? { text, masks: [] } : maskTemplates(text);
  const problems: SyntaxProblem[] = [];
  const budget = { nodes: mostCopiedNodes, depth: 0, isReported: false };
  const making: Making = { text, masks, problems, template: yamlTemplates(path), budget };
  const documents = documentsOf(masked, problems).map((document) => documentNode(document, making));
  if (documents.length === 0 && problems.length > 0) return { problems };
  const root = rootOf(documents, text);
  markInsertions(root, masks, text);
  return { tree: treeOf(root), problems: problems.slice(0, mostProblems) };
}

/** Aliases are copied into the tree; a few lines of them can ask for billions of nodes. */
const mostCopiedNodes = 50_000;

function rootOf(documents: readonly Draft[], text: string): Draft {
  if (documents.length > 1) return documentSet(documents, [0, text.length]);
  return documents[0] ?? scalar(null, [0, 0]);
}

/** The documents with anything in them. Keys are not checked by `yaml` (it is quadratic) and merged by us (with ranges). */
function documentsOf(text: string, problems: SyntaxProblem[]): Document.Parsed[] {
  const tokens = [...new Parser().parse(text)].filter((token) => !refuseDeep(token, problems));
  const composer = new Composer({ uniqueKeys: false, merge: false, logLevel: 'silent', prettyErrors: false });
  const documents: Document.Parsed[] = [];
  try {
    for (const document of composer.compose(tokens, false, text.length)) {
      problems.push(...document.errors.map(({ message, pos }) => ({ message: sentence(message), range: pos })));
      if (!isEmpty(document.contents)) documents.push(document);
    }
  } catch (error) {
    problems.push({ message: sentence((error as Error).message), range: [0, text.length] });
  }
  return documents;
}

/** Only comments, or nothing, between two `---`. */
function isEmpty(contents: Document.Parsed['contents']): boolean {
  if (!contents) return true;
  return isScalar(contents) && contents.value === null && contents.range[0] === contents.range[1];
}

function refuseDeep(token: CST.Token, problems: SyntaxProblem[]): boolean {
  if (!isNestedDeeper(token, deepestNesting)) return false;
  problems.push({ message: `It is nested deeper than ${deepestNesting} levels.`, range: [token.offset, token.offset] });
  return true;
}

function sentence(message: string): string {
  return /[.:]$/.test(message) ? message.replace(/:$/, '.') : `${message}.`;
}
