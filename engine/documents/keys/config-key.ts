import type { ConfigNode, Json } from '../../model/document.ts';

/** Members that say what an item of a list is, the most telling first. Of what is used the version does not count. */
const naming = ['id', 'name', 'key', 'uses', 'repo', 'job', 'task', 'alert', 'package-ecosystem'] as const;

const longestName = 80;
/** What is longer says no more to anybody. */
const longestKey = 500;

/**
 * The logical path, written as in policies: `jobs.build.steps.Checkout.with`, in quotes where a key could be read otherwise
 * (`paths."/v1.0".get`). An item of a list is called by its naming member, so that one inserted above does not change
 * it, else by its index. Objects of Kubernetes begin with what they are: `Deployment web.spec.replicas`.
 */
export function configKey(node: ConfigNode): string | undefined {
  const segments: string[] = [];
  let at = node;
  for (; at.key !== undefined && at.parent; at = at.parent) segments.push(segmentOf(at, at.parent));
  const object = objectName(at.value);
  if (object !== undefined) segments.push(object);
  return segments.length === 0 ? undefined : joined(segments.reverse());
}

function joined([first = '', ...others]: readonly string[]): string {
  let key = first;
  for (const segment of others) if (key.length + segment.length < longestKey) key += `.${segment}`;
  return key;
}

function segmentOf(node: ConfigNode, parent: ConfigNode): string {
  if (parent.type === 'map') return quoted(String(node.key));
  const name = nameOf(node.value);
  return name === undefined ? String(node.key) : quoted(name);
}

function nameOf(item: Json): string | undefined {
  if (!isMap(item)) return undefined;
  for (const member of naming) {
    const value = item[member];
    if (typeof value !== 'string' || value === '' || value.length > longestName) continue;
    return member === 'uses' ? value.replace(/@[^@]*$/, '') : value;
  }
  return undefined;
}

/** Digits alone are an index. */
function quoted(name: string): string {
  return /^-?\d*$|[.\s"]/.test(name) ? JSON.stringify(name) : name;
}

function objectName(root: Json): string | undefined {
  if (!isMap(root) || typeof root.kind !== 'string' || typeof root.apiVersion !== 'string') return undefined;
  const { metadata } = root;
  return isMap(metadata) && typeof metadata.name === 'string' ? `${root.kind} ${metadata.name}` : undefined;
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
