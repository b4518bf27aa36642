import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'elements are calls of attribute values and children',
    `<Page title="a" on {...rest} x={f()}>
  <b>{g(y)} text</b>
  {/* no */}
</Page>;`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 6
  2 $1 = g(y)  → 3, throw 6
  3 $2 = "b"($1, " text")
  4 $3 = Page("a", true, ...rest, $0, $2)
  5 exit
  6 escape`,
  ],
  [
    'fragments, members, namespaces, children spread',
    `<><ui.Item.Head /><svg:path d={p} /><this.Part />{...l}</>;`,
    `module 0()
  0 entry
  1 $0 = ui.Item.Head()
  2 $1 = "svg:path"(p)
  3 $2 = this.Part()
  4 $3 = ""($0, $1, $2, ...l)
  5 exit
  6 escape`,
  ],
  [
    'short circuits within',
    `<p a={b && c}>{d ? <i /> : null}</p>;`,
    `module 0()
  0 entry
  1 if b  → true 3, false 2
  2 $0 = b  → 4
  3 $0 = c
  4 if d  → true 5, false 7
  5 $2 = "i"()
  6 $1 = $2  → 8
  7 $1 = null
  8 $3 = "p"($0, $1)
  9 exit
  10 escape`,
  ],
];

describe('JSX', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.tsx')).toBe(graph);
  });
});
