import type { Suppression } from '../model/verdict.ts';

const mark = String.raw`(?<said>\b(?:nosemgrep|nosem|noopengrep)\b(?:[:=]\s?(?<ids>(?:[^,\s][,\s]*)+))?)`;
/** On the line of the match it may stand anywhere; on the line before no word may precede it. */
const onTheLine = new RegExp(mark, 'gi');
const onTheLineBefore = new RegExp(`^[^a-zA-Z0-9]*${mark}`, 'gi');

/** Whether a comment says that the match of a Semgrep rule which begins at `start` does not count. */
export function nosemgrep(text: string, start: number, rule: string): Suppression | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const comments = [
    ...lineAt(text, from).matchAll(onTheLine),
    ...(from === 0 ? [] : lineAt(text, text.lastIndexOf('\n', from - 2) + 1).matchAll(onTheLineBefore)),
  ];
  const named = comments.flatMap(({ groups }) => idsOf(groups?.['ids']));
  const isMeant = named.length === 0 || named.some((id) => isSuffix(id, rule) || isSuffix(rule, id));
  const [comment] = comments;
  return comment && isMeant
    ? { kind: 'inSource', justification: withoutEnd(comment.groups?.['said'] ?? '') }
    : undefined;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end === -1 ? undefined : end).trimEnd();
}

/** `a, "b" because of c` names `a` and `b`. */
function idsOf(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((part) => (part.trim().split(/\s/)[0] ?? '').replace(/^"+|"+$/g, ''))
    .filter((id) => id !== '');
}

/** Semgrep names a rule by its path as well: `folder.id` is the rule `id`. */
function isSuffix(suffix: string, id: string): boolean {
  return id === suffix || id.endsWith(`.${suffix}`);
}

/** Without what closes a comment. */
function withoutEnd(comment: string): string {
  return comment.replace(/\s*(?:\*\/\}?|-->)\s*$/, '');
}
