import type { Report } from '../../model/report.ts';
import type { Format } from '../format.ts';
import { headline } from '../headline.ts';
import * as sections from './sections.ts';

/** Reviews are always shown: whoever reads this is the person who reviews. */
export const markdown: Format = {
  name: 'markdown',
  description: 'a summary for a comment or the summary of a job, no longer than GitHub takes',
  render: (report) => {
    for (const most of mostRows) {
      const text = written(report, most);
      if (text.length <= longest) return text;
    }
    return written(report, 0);
  },
};

/** In UTF-16 units. A comment on GitHub takes 65,536 characters; the summary of a step, 1 MiB, holds that many of any kind. */
const longest = 65_536;

/** How many rows a table may have: the first is as good as all of them, the last counts only. */
const mostRows = [500, 200, 100, 50, 20, 10, 5, 0] as const;

const order: readonly sections.Section[] = [
  sections.failures,
  sections.reviews,
  sections.notDecided,
  sections.problems,
  sections.notCounted,
  sections.exemptions,
  sections.policies,
  sections.coverage,
];

function written(report: Report, most: number): string {
  const body = order.flatMap((section) => section(report, most));
  const notice = most < mostRows[0] ? [cut, ''] : [];
  return `${[`## Bylaw: ${headline(report)}`, '', ...notice, ...body].join('\n').trimEnd()}\n`;
}

const cut = '> Tables are cut: GitHub takes no more than 65,536 characters. The other reports of this run have all.';
