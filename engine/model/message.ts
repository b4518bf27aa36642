import type { Bindings } from './binding.ts';

const placeholder = /\$\{([A-Z_][A-Z_0-9]*)\}|\$([A-Z_][A-Z_0-9]*)/g;

/** Names that messages have without anything binding them: of a value that is another than the one required. */
export function isCompared(name: string): boolean {
  return name === 'EXPECTED' || name === 'ACTUAL';
}

/** The metavariables that a message names, without `$`. */
export function placeholders(message: string): readonly string[] {
  return [...message.matchAll(placeholder)].map(([, braced, plain]) => braced ?? plain ?? '');
}

/** `$NAME` and `${NAME}` replaced by what they are bound to; an unbound one becomes `unbound`, or stays. */
export function fillIn(message: string, bindings: Bindings, unbound?: string): string {
  return message.replace(placeholder, (written, braced?: string, plain?: string) => {
    return bindings[braced ?? plain ?? '']?.text ?? unbound ?? written;
  });
}

const rulePlaceholder = /value\(\$([A-Z_][A-Z_0-9]*|[1-9][0-9]*)\)|\$(?:\.\.\.)?([A-Z_][A-Z_0-9]*|[1-9][0-9]*)/g;

/** The same in the message of a Semgrep rule: `$X`, `$...ARGS`, groups of regular expressions `$1`, and `value($X)`, the constant that a variable holds. */
export function fillInRule(message: string, bindings: Bindings): string {
  return message.replace(rulePlaceholder, (written, constant?: string, name?: string) => {
    const bound = bindings[constant ?? name ?? ''];
    if (!bound) return written;
    return constant !== undefined && bound.value !== undefined ? String(bound.value) : bound.text;
  });
}
