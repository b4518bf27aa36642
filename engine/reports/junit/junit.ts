import type { Format } from '../format.ts';
import { problemSuite } from './problem-suite.ts';
import { policySuite } from './policy-suite.ts';
import { suiteElement, total, type Suite } from './suite.ts';
import { xmlText } from './xml.ts';

/**
 * JUnit XML as Jenkins, GitLab and the test reporters of GitHub read it: none of them has all of the format, so names are
 * unique (GitLab ignores a second test of one name), what is said stands both in `message` and as text, and `time` is given.
 */
export const junit: Format = {
  name: 'junit',
  description: 'JUnit XML: a suite for each policy; what was not decided is an error, what is to review is skipped',
  render: (report, { includeReview }) => {
    const suites: readonly Suite[] = [
      ...report.policies.map((policy) => policySuite(policy, report, includeReview)),
      ...problemSuite(report.problems),
    ];
    const attributes = { name: report.tool.name, ...total(suites.flatMap(({ cases }) => cases)), time: 0 };
    return xmlText({ name: 'testsuites', attributes, content: suites.map(suiteElement) });
  },
};
