import type { ShellNode, ShellScript } from '../../documents/shell/node.ts';
import { expandedIn } from '../../documents/shell/words.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import { bound } from '../config/value.ts';
import type { DocumentView, Inspection, LocalBindings, LocalMatch, MapAnchor, ValueError } from '../matcher.ts';
import { matchesOf, type ShellMatch } from './match.ts';
import { parseShellPattern, ShellPatternError, type ShellPattern } from './pattern.ts';
import { isShell, scriptsIn, scriptsWithin, type KnownScript } from './scripts.ts';
import { isShellFile } from './sites.ts';

const patternSchema = { type: 'string', minLength: 1 } as const;

export const shell: MapAnchor = {
  name: 'shell',
  station: 'map',
  needs: 'text',
  documentation:
    'Commands of bash and other POSIX shells: in `.sh` files, in `run` of GitHub workflows and actions, in RUN, CMD and ENTRYPOINT of ' +
    'Dockerfiles, in `scripts` of `package.json`; below a scalar of configuration (`has: {shell: …}`) in that scalar, whatever it is. ' +
    'The pattern is a command or a pipeline: `curl ... | bash ...`. `...` stands for any words, between two `|` for any commands, ' +
    '`$X` for one word and `$...ARGS` for several, `"=~/re/"` for a word by its text without the quotes, `${NAME}` for the variable ' +
    'itself; `$(…)` and `<(…)` are substitutions that contain such a command: `bash <(curl ...)`. Redirections that are left out ' +
    'are free; those that are written must be there: `... >> ${GITHUB_ENV}`. Quotes do not matter, nor `sudo`, `env`, `exec`, `xargs` ' +
    'and the like before a command, nor the folder it is in. What `${{ }}` fills in is unknown. A script that ' +
    'cannot be read, or that is for another shell, is unknown to patterns whose words are in it; where the machine decides on the ' +
    'shell it is read as bash. A list means any of its patterns.',
  schema: { oneOf: [patternSchema, { type: 'array', items: patternSchema, minItems: 1 }] },
  attributes: {
    expands: {
      type: 'string',
      minLength: 1,
      description:
        'A variable that is expanded in it, at any depth, here-documents and substitutions included: its name, or `$X` to bind it.',
    },
  },
  inspect,
  prepare: (value) => {
    const patterns = patternsIn(value.shell).flatMap((one) => ('error' in one ? [] : [one]));
    return {
      speaksOf: (path, family) => family === 'config' || isShellFile(path),
      candidates: (view, scope) => candidatesIn(view, scope),
      match: (view, node, bindings) => (isShell(node) ? matchNode(patterns, value, view, node, bindings) : []),
    };
  },
};

/** Commands and pipelines; of what cannot be read the script. */
function* candidatesIn(view: DocumentView, scope: TreeNode | undefined): Iterable<ShellNode | ShellScript> {
  const inside = scope && isShell(scope) ? scope : undefined;
  const scripts = inside ? scriptsIn(view) : scriptsWithin(scope, view);
  for (const { script, doubt } of scripts) {
    if (!inside && doubt) yield script;
    for (const node of script.nodes) if (!inside || isWithin(node, inside)) yield node;
  }
}

function isWithin(node: TreeNode, scope: TreeNode): boolean {
  for (let at = (node as ShellNode).parent as TreeNode | undefined; at; at = isShell(at) ? at.parent : undefined)
    if (at === scope) return true;
  return false;
}

function* matchNode(
  patterns: readonly ShellPattern[],
  { expands }: AnchorValue,
  view: DocumentView,
  node: ShellNode | ShellScript,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  if (node.type === 'shell-script') return yield* matchUnread(patterns, view, node, bindings);
  const { path, text: file } = view.document.file;
  const around = { path, file, place: node.place };
  for (const pattern of patterns) {
    for (const match of matchesOf(pattern, node.syntax, bindings, around)) {
      if (typeof expands === 'string') yield* expanding(expands, node, match, view);
      else yield match;
    }
  }
}

/** Nothing is known of it, but that a pattern whose words it has not cannot match. */
function* matchUnread(
  patterns: readonly ShellPattern[],
  view: DocumentView,
  script: ShellScript,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  const doubt = doubtOf(script, view)?.doubt;
  const mayMatch = patterns.some(({ needs }) =>
    needs.every((part) => (typeof part === 'string' ? script.text.includes(part) : part.test(script.text))),
  );
  if (doubt && mayMatch) yield { bindings, unknown: doubt };
}

function doubtOf(script: ShellScript, view: DocumentView): KnownScript | undefined {
  const scripts = script.parent ? scriptsWithin(script.parent, view) : scriptsIn(view);
  return scripts.find((one) => one.script === script);
}

const metavariable = /^\$([A-Z_][A-Z0-9_]*)$/;

function* expanding(expands: string, node: ShellNode, match: ShellMatch, view: DocumentView): Iterable<LocalMatch> {
  const { path } = view.document.file;
  const name = metavariable.exec(expands)?.[1];
  for (const variable of expandedIn(node.syntax)) {
    if (name === undefined) {
      if (variable === expands) yield match;
      continue;
    }
    const after = bound(name, { text: variable, value: variable, path }, match.bindings);
    const unknown = match.unknown ?? after?.unknown;
    if (after) yield { bindings: after.bindings, ...(unknown && { unknown }) };
  }
}

function patternsIn(value: Json | undefined): readonly (ShellPattern | { readonly error: string })[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : [value ?? null]).map((one) => {
    if (typeof one !== 'string')
      return { error: "A shell pattern is text; one that contains ': ' or ' #' must be quoted or a '|' block." };
    try {
      return parseShellPattern(one);
    } catch (error) {
      if (error instanceof ShellPatternError) return { error: error.message };
      throw error;
    }
  });
}

function inspect({ shell: value, expands }: AnchorValue): Inspection {
  const patterns = patternsIn(value);
  const errors = patterns.flatMap((one, i): readonly ValueError[] =>
    'error' in one ? [{ path: Array.isArray(value) ? ['shell', i] : ['shell'], message: one.error }] : [],
  );
  const name = typeof expands === 'string' ? metavariable.exec(expands)?.[1] : undefined;
  const own = name === undefined ? [] : [name];
  const [first = [], ...others] = patterns.map((one) => ('error' in one ? [] : one.binds));
  const binds = first.filter((one) => others.every((names) => names.includes(one)));
  return {
    binds: [...new Set([...binds, ...own])],
    mentions: [...new Set([...patterns.flatMap((one) => ('error' in one ? [] : one.binds)), ...own])],
    errors,
  };
}
