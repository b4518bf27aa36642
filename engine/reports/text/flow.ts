import type { Finding } from '../../model/report.ts';
import type { FlowPlace } from '../../model/verdict.ts';

/** The longest way that is shown whole. */
const mostSteps = 6;

/** The way of tainted data to a finding, without the place that the finding shows anyway; of a long way its two ends. */
export function shownSteps({ flow = [], place }: Finding): readonly (FlowPlace | { readonly message: string })[] {
  const last = flow.at(-1);
  const isShown = last?.place.path === place.path && last.place.region?.start === place.region?.start;
  const steps = isShown ? flow.slice(0, -1) : flow;
  if (steps.length <= mostSteps) return steps;
  const hidden = steps.length - mostSteps + 1;
  return [...steps.slice(0, mostSteps / 2), { message: `${hidden} further steps.` }, ...steps.slice(1 - mostSteps / 2)];
}
