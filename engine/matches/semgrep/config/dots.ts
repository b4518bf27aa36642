/** Stands in a pattern's text where `...` was, so that it parses as YAML. */
export const placeholder = '__ellipsis__';

/** The text of a pattern as YAML that parses: each `...` is a scalar, or on a line of its own an entry or item. */
export function withPlaceholders(text: string, language: 'json' | 'yaml'): string {
  return language === 'json' ? text.replace(dots, placeholder) : yamlLines(text).join('\n');
}

/** The text of a scalar as it was written. */
export function withDots(text: string): string {
  return text.replaceAll(placeholder, '...');
}

const dots = /\.\.\./g;

interface Margin {
  readonly width: number;
  /** Blanks and hyphens in front of a line. */
  readonly text: string;
}

/**
 * `...` on a line of its own is an entry if the lines around it with the same indentation are entries, and an item if they
 * are items; it may have to wait for such a line below it. `- ...` is an item, the first part of one whose entries follow
 * in the next lines, or, above a list, the first item of that. (After Semgrep's Yaml_to_generic.preprocess_yaml.)
 */
function yamlLines(text: string): readonly string[] {
  const done: string[] = [];
  let context: readonly Margin[] = [];
  let waiting: readonly Margin[] = [];
  const settle = (isSettled: (margin: Margin) => boolean, next?: Margin): void => {
    for (const margin of waiting.filter(isSettled)) {
      done.push(entry(next && margin.width === next.width ? joined(margin.text, next.text) : margin.text));
    }
    waiting = waiting.filter((margin) => !isSettled(margin));
  };
  for (const line of text.split('\n')) {
    const margin = /^[ \t-]*/.exec(line)![0];
    if (line.slice(margin.length).trim() === '...') {
      const own = { width: margin.length, text: margin };
      settle(({ text: other, width }) => other.includes('-') || width > own.width);
      const like = margin.includes('-') ? undefined : context.find(({ width }) => width === own.width);
      if (like) done.push(entry(like.text));
      else waiting = [...waiting, own];
      continue;
    }
    if (line.trim() !== '') {
      const hyphen = margin.indexOf('-');
      const own = { width: hyphen === -1 ? margin.length : hyphen, text: margin };
      settle(({ text: other, width }) => other.includes('-') || width >= own.width, own);
      context = [own, ...context.filter(({ width }) => width <= own.width)];
    }
    done.push(line.replace(dots, placeholder));
  }
  settle(() => true);
  return done;
}

function entry(margin: string): string {
  return `${margin}${placeholder}: ${placeholder}`;
}

/** `  ...` above `- foo` has its hyphen. */
function joined(own: string, other: string): string {
  return Array.from(other)
    .map((character, i) => (own[i] === undefined || own[i] === ' ' ? character : own[i]))
    .join('');
}
