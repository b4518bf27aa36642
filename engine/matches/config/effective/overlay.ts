import { emptyMap } from '../../../documents/config/node.ts';
import { emptied, put, type Doubt, type Effective } from './node.ts';

/** A tool's own way to put two values together; nothing where it leaves it at merging. */
export type Together = (low: Effective, high: Effective) => Effective | undefined;

/** What becomes of two values of one key: the higher one replaces the lower, maps are merged, or as the tool does it. */
export type Rule = 'replace' | 'merge' | Together;

/** What the tool does with the values at these keys. */
export type Rules = (keys: readonly string[]) => Rule;

/** Two layers of a configuration as one: what the higher one says goes before what the lower one says. */
export function overlay(low: Effective, high: Effective, rules: Rules, keys: readonly string[] = []): Effective {
  const rule = rules(keys);
  if (rule === 'replace' || (high.unknown !== undefined && high.type === 'scalar')) return high;
  // To leave a value empty is not to say anything.
  if (high.type === 'scalar' && high.value === null) return low;
  const together = typeof rule === 'function' ? rule(low, high) : undefined;
  if (together) return together;
  if (low.type !== 'map' || high.type !== 'map')
    return low.unknown !== undefined ? overDoubt(high, doubtOf(low)!, rules, keys) : high;
  const merged = emptied(preferred(low, high));
  // What the higher layer may say besides could replace anything of the lower.
  const above = doubtOf(high);
  const own = new Map(high.children.map((child) => [child.key, child]));
  for (const child of low.children)
    if (!own.has(child.key)) put(merged, child.key, above ? clouded(child, above) : child);
  const below = new Map(low.children.map((child) => [child.key, child]));
  for (const child of high.children) {
    const inner = [...keys, String(child.key)];
    const under = below.get(child.key);
    const beneath = doubtOf(low);
    const laid = under
      ? overlay(under, child, rules, inner)
      : beneath
        ? overDoubt(child, beneath, rules, inner)
        : child;
    put(merged, child.key, laid);
  }
  return doubted(merged, above ?? doubtOf(low));
}

/** What is shown of two values put together: the one in the document that is asked about, else the higher. */
export function preferred(low: Effective, high: Effective): Effective {
  return high.home && !low.home ? low : high;
}

/** A layer over one that is not known: what it says itself is certain, unless more could be put together with it. */
export function overDoubt(high: Effective, doubt: Doubt, rules: Rules, keys: readonly string[] = []): Effective {
  const rule = rules(keys);
  if (rule === 'replace' || high.type === 'scalar') return high;
  if (high.type === 'seq') return rule === 'merge' ? high : doubted(high, doubt);
  const over = emptied(high);
  for (const child of high.children) {
    put(over, child.key, overDoubt(child, doubt, rules, [...keys, String(child.key)]));
  }
  return doubted(over, doubtOf(high) ?? doubt);
}

/** Everything in it could be another value. */
export function clouded(node: Effective, doubt: Doubt): Effective {
  for (const child of node.children) clouded(child, doubt);
  return doubted(node, doubt);
}

/** A map that may have more entries than are written, and so all maps in it. */
export function mapsDoubted(node: Effective, doubt: Doubt): Effective {
  for (const child of node.children) if (child.type !== 'scalar') mapsDoubted(child, doubt);
  return node.type === 'map' ? doubted(node, doubt) : node;
}

/** A layer of which nothing is known. */
export function unknownLayer(doubt: Doubt): Effective {
  const { type, range, value } = emptyMap([0, 0]);
  return doubted({ type, range, value, children: [], via: [] }, doubt);
}

export function doubted(node: Effective, doubt: Doubt | undefined): Effective {
  if (!doubt || node.doubt) return node;
  node.unknown ??= doubt.message;
  node.doubt = doubt;
  return node;
}

export function doubtOf({ unknown, doubt }: Effective): Doubt | undefined {
  return doubt ?? (unknown === undefined ? undefined : { message: unknown });
}
