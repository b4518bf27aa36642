/** What the comments of a target say: on which lines which rules must and must not report something. */
export interface Annotations {
  /** Rule id → lines on which it must report. Without ids all are under `''`. */
  readonly expected: ReadonlyMap<string, ReadonlySet<number>>;
  /** Rule id → lines on which it reports by mistake, as the author knows: whether it does is not asked. */
  readonly tolerated: ReadonlyMap<string, ReadonlySet<number>>;
  /** Every rule id that a comment names. */
  readonly ids: ReadonlySet<string>;
}

/** `ERROR:` or `MATCH:` on the line before a match of the pattern. */
export function patternAnnotations(text: string): Annotations {
  const lines = linesOf(text).flatMap((line, i) => (/(ERROR|MATCH):/.test(line) ? [i + 2] : []));
  return { expected: new Map([['', new Set(lines)]]), tolerated: new Map(), ids: new Set() };
}

/** `deepruleid:` and `proruleid:` speak of engines that see through functions and files, `todoruleid:` of what none finds. */
const comment =
  /(?<![a-z])(ruleid|todook|ok|todoruleid)\s*:\s*((?:(?:deep|pro)?(?:ok|ruleid|todoruleid|todook)\s*:\s*)*)(.*)/i;

/** `ruleid: a, b` on the line before a finding of the rules; `todook: a` where one is reported that should not be. */
export function ruleAnnotations(text: string): Annotations {
  const expected = new Map<string, Set<number>>();
  const tolerated = new Map<string, Set<number>>();
  const ids = new Set<string>();
  linesOf(text).forEach((line, i) => {
    const [, kind, , list = ''] = comment.exec(line) ?? [];
    if (kind === undefined || !isComment(line)) return;
    for (const id of idsOf(list)) {
      ids.add(id);
      if (kind === 'ruleid') add(expected, id, i + 2);
      if (kind === 'todook') add(tolerated, id, i + 2);
    }
  });
  return { expected, tolerated, ids };
}

function add(lines: Map<string, Set<number>>, id: string, line: number): void {
  lines.set(id, (lines.get(id) ?? new Set()).add(line));
}

/** `{ok: true}` is code. */
function isComment(line: string): boolean {
  return /(\/\/|#|\/\*|<!--|--|;|\(\*|\{\{!|<%|'|"|^\s*\*).*(ruleid|todook|ok|todoruleid)\s*:/i.test(line);
}

function idsOf(list: string): readonly string[] {
  const withoutEnd = list.replace(/(\*\/\}?|-->|\*\)|%>|--\}\}|\}\}).*$/, '');
  return withoutEnd
    .split(',')
    .map((id) => id.trim().split(/\s/)[0] ?? '')
    .filter((id) => id !== '');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}
