import type { Fix } from '../model/policy.ts';
import { compilePcre, type PcreExpression } from './expression/pcre.ts';
import type { DocumentView, LocalBinding, LocalBindings } from './matcher.ts';
import type { Range } from '../model/region.ts';

/** The text that a fix puts in place of a region. */
export function fixText(fix: Fix, range: Range, bindings: LocalBindings, view: DocumentView): string {
  if ('regex' in fix) return replaced(view.document.file.text.slice(...range), fix);
  return filled(fix.replace, bindings, view);
}

/** The replacement with each placeholder as the source writes it: a string literal keeps its quotes. */
function filled(replace: string, bindings: LocalBindings, view: DocumentView): string {
  return replace.replace(/\$(?:\.\.\.)?([A-Z_][A-Z_0-9]*|[1-9][0-9]*)/g, (written, name: string) => {
    const bound = bindings[name];
    return bound ? sourceOf(bound, view) : written;
  });
}

function sourceOf({ range, node, nodes, text }: LocalBinding, { document }: DocumentView): string {
  const place = range ?? node?.range;
  if (place) return document.file.text.slice(...place);
  return nodes ? '' : text;
}

/** Lines after the first are indented as the first is, which the text of a fix cannot know. */
export function aligned(fix: string, column: number): string {
  return fix.split('\n').join(`\n${' '.repeat(column - 1)}`);
}

type RegexFix = Extract<Fix, { readonly regex: string }>;

function replaced(text: string, { regex, replacement, count = Infinity }: RegexFix): string {
  const compiled = compilePcre(regex);
  // What cannot be translated was refused when the policy was loaded.
  if ('error' in compiled) return text;
  let done = 0;
  return text.replace(compiled.regexp, (...match: unknown[]) => {
    const matched = match[0] as string;
    return done++ < count ? withGroups(replacement, match, compiled) : matched;
  });
}

/** `\1`, `$1` and `${1}` are groups as the author counts them, `\g<name>` is one by name. */
function withGroups(replacement: string, match: readonly unknown[], { groups }: PcreExpression): string {
  return replacement.replace(
    /\\g<(\w+)>|[\\$](\d+)|\$\{(\d+)\}/g,
    (written, name?: string, number?: string, braced?: string) => {
      if ((number ?? braced) === '0') return match[0] as string;
      const group = groups.find((one) =>
        name === undefined ? one.number === Number(number ?? braced) : one.name === name,
      );
      return group ? ((match[group.index] as string | undefined) ?? '') : written;
    },
  );
}
