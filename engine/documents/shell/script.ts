import { forEachChild, parse, type CommandArgument, type ParsedScript, type SyntaxNode } from 'unbash';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { isSimple, type ShellNode, type ShellScript, type ShellText } from './node.ts';
import { hideTemplates } from './templates.ts';
import { valueOf, wordsOf } from './words.ts';

type Place = (part: { readonly pos: number; readonly end: number }) => Range;

interface Task {
  readonly syntax: SyntaxNode;
  readonly parent: TreeNode;
  readonly place: Place;
}

interface Reading {
  readonly nodes: ShellNode[];
  readonly open: Task[];
  error?: string;
}

/**
 * Reads a script of bash, or of another POSIX shell as bash does. `isTemplate`: `${{ }}` and `{{ }}` are filled in before a shell
 * sees it. A script that cannot be read whole has an error, and none of its nodes count.
 */
export function readShell({ text, range }: ShellText, parent: TreeNode | undefined, isTemplate: boolean): ShellScript {
  const source = (isTemplate ? hideTemplates(text) : text).replace(/\r(?=\n)/g, ' ');
  const reading: Reading = { nodes: [], open: [] };
  const script = {
    type: 'shell-script' as const,
    range: range(0, text.length),
    text: source,
    nodes: reading.nodes,
    ...(parent && { parent }),
  };
  reading.open.push({ syntax: parse(source), parent: script, place: ({ pos, end }) => range(pos, end) });
  for (let task = reading.open.pop(); task; task = reading.open.pop()) visit(task, reading);
  if (reading.error !== undefined) return { ...script, nodes: [], error: reading.error };
  reading.nodes.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  return script;
}

function visit({ syntax, parent, place }: Task, reading: Reading): void {
  const { errors: [first] = [] } = syntax as ParsedScript;
  if (first) reading.error ??= first.message;
  const node = nodeFor(syntax, parent, place);
  if (node) {
    reading.nodes.push(node);
    const inner = innerScript(wordsOf(syntax));
    if (inner) reading.open.push({ ...inner, parent: node, place: movedBy(inner.offset, place) });
  }
  const below = decoded(syntax, place) ?? place;
  forEachChild(syntax, (child) => reading.open.push({ syntax: child, parent: node ?? parent, place: below }));
}

function nodeFor(syntax: SyntaxNode, parent: TreeNode, place: Place): ShellNode | undefined {
  const common = { range: place(syntax), parent, place };
  if (syntax.type === 'Pipeline') return { type: 'shell-pipeline', syntax, ...common };
  if (isSimple(syntax) || syntax.type === 'Redirected') return { type: 'shell-command', syntax, ...common };
  return undefined;
}

/** A script in backticks with escapes is a text of its own: all in it stands where the whole stands. */
function decoded(syntax: SyntaxNode, place: Place): Place | undefined {
  if (syntax.type !== 'CommandExpansion' || syntax.script?.source === undefined) return undefined;
  const whole = place(syntax);
  return () => whole;
}

const shells = /^(?:.*\/)?(?:ba|da|z|k)?sh$/;

/** The script of `bash -c '…'`, if it is all written there; what is not cannot be read, and is a word like others. */
function innerScript(
  words: readonly CommandArgument[],
): { readonly syntax: SyntaxNode; readonly offset: number } | undefined {
  const name = words.findIndex((word) => shells.test(valueOf(word) ?? ''));
  if (name === -1 || words.length < name + 3) return undefined;
  const flag = words.findIndex((word, i) => i > name && /^-[a-z]*c$/.test(valueOf(word) ?? ''));
  const script = flag === -1 ? undefined : words[flag + 1];
  if (script?.type !== 'Word') return undefined;
  const [only, ...others] = script.parts ?? [];
  const isPlain =
    others.length === 0 &&
    (only?.type === 'SingleQuoted' || (only?.type === 'DoubleQuoted' && !/^"\$|[\\`]|\$\(/.test(only.text)));
  if (!isPlain || !only) return undefined;
  const syntax = parse(only.text.slice(1, -1));
  return syntax.errors?.length ? undefined : { syntax, offset: only.pos + 1 };
}

function movedBy(offset: number, place: Place): Place {
  return ({ pos, end }) => place({ pos: pos + offset, end: end + offset });
}
