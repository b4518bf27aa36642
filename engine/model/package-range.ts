import type { PackageSource } from './package-fact.ts';

/** `name@range` and `@scope/name@range` apart; without a range it is all name. */
export function splitDescriptor(descriptor: string): readonly [name: string, range: string] {
  const sign = descriptor.indexOf('@', 1);
  return sign < 0 ? [descriptor, ''] : [descriptor.slice(0, sign), descriptor.slice(sign + 1)];
}

/** The package that a range means: another than it is imported as with `npm:other@1`. */
export function packageName(name: string, range: string): string {
  if (!range.startsWith('npm:')) return name;
  const [other, version] = splitDescriptor(range.slice('npm:'.length));
  return version === '' && /^[\d^~<>=*]/.test(other) ? name : other;
}

/** Where a package comes from, by what a manager wrote down: a range, a URL, a version. */
export function sourceOf(written: string): PackageSource {
  if (/^(?:link:|workspace:)/.test(written)) return 'workspace';
  if (/^(?:file:|portal:|\.{1,2}\/|\/|~\/)/.test(written)) return 'file';
  if (/^(?:git[+:@]|github:|gitlab:|bitbucket:|gist:|ssh:)|\.git(?:#|$)|codeload\.github\.com\//.test(written))
    return 'git';
  if (/^[\w.-]+\/[\w.-]+(?:#|$)/.test(written)) return 'git';
  if (/^https?:/.test(written) && !/\/-\/[^/]+\.tgz|registry\./.test(written)) return 'url';
  return 'registry';
}
