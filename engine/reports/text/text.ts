import pc from 'picocolors';
import type { Format } from '../format.ts';
import { evidenceLines } from './evidence.ts';
import { findingLines } from './findings.ts';
import { openLines } from './open.ts';
import { problemLines } from './problems.ts';
import { setAsideLines } from './set-aside.ts';
import { summaryLines } from './summary.ts';

export const text: Format = {
  name: 'text',
  description: 'for people: findings with their code, what to review, what was examined',
  render: (report, options) => {
    const colours = pc.createColors(options.colour);
    const lines = [
      ...findingLines(report, 'fail', colours),
      ...findingLines(report, 'review', colours),
      ...openLines(report, colours),
      ...problemLines(report, colours),
      ...(options.evidence ? [...evidenceLines(report, colours), ...setAsideLines(report, colours)] : []),
      ...summaryLines(report, colours),
    ];
    return `${lines.join('\n')}\n`;
  },
};
