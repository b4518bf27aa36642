import type { Problem } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import { type Colours, heading, placeName } from './style.ts';
import { wrapped } from './wrap.ts';

const messageIndent = 11;

export function problemLines({ problems }: Report, colours: Colours): string[] {
  if (problems.length === 0) return [];
  return [
    heading('Problems', problems.length, colours),
    '',
    ...problems.flatMap((problem) => oneProblem(problem, colours)),
    '',
  ];
}

function oneProblem({ level, message, path, region, policy }: Problem, colours: Colours): string[] {
  const paint = level === 'error' ? colours.red : colours.yellow;
  const place = path === undefined ? policy : placeName({ path, ...(region && { region }) });
  const [first = '', ...more] = wrapped(message, 0, messageIndent);
  const before = `  ${paint(level.padEnd('warning'.length))}  `;
  if (place === undefined) return [before + first, ...more];
  return [before + colours.cyan(place), ...wrapped(message, messageIndent)];
}
