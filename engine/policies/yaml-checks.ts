import { isScalar, visit, type Document } from 'yaml';
import type { Range } from '../model/region.ts';

/** What YAML allows, or notices too late, and a policy must not contain. */
export interface YamlError {
  readonly message: string;
  readonly range: Range;
}

/** The check of `yaml` itself compares every pair of keys. */
export function duplicateKeys(document: Document.Parsed): readonly YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name))
          errors.push({ message: `The key '${name}' stands twice in the same map.`, range: rangeOf(key) });
        seen.add(name);
      }
    },
  });
  return errors;
}

/** Aliases of nothing, which are globs without quotes more often than not, and of a node around them. */
export function badAliases(document: Document.Parsed): readonly YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const named = alias.resolve(document);
      const unknown = `'*${alias.source}' names no anchor. A glob or pattern that begins with '*' must be quoted.`;
      if (!named) errors.push({ message: unknown, range: rangeOf(alias) });
      else if (ancestors.includes(named))
        errors.push({ message: `'*${alias.source}' stands inside the node that it names.`, range: rangeOf(alias) });
    },
  });
  return errors;
}

/** A tag would vanish from the data, and with it the beginning of a pattern such as `!$X`. */
export function unknownTags({ warnings }: Document.Parsed): readonly YamlError[] {
  return warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map(({ message, pos: [start, end] }) => ({
      message: `${message.replace(/^Unresolved tag: (.*)$/, "The tag '$1' means nothing here.")} A pattern that begins with '!' must be quoted.`,
      range: [start, end],
    }));
}

function rangeOf({ range }: { readonly range?: readonly number[] | null }): Range {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
