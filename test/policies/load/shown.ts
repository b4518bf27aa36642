import type { Problem } from '../../../engine/model/problem.ts';

/** `path:line:column message`, as the terminal would say it. */
export function shown(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ path, region, message }) => {
    const place = region ? `:${region.startLine}:${region.startColumn}-${region.endLine}:${region.endColumn}` : '';
    return `${path ?? ''}${place} ${message}`;
  });
}
