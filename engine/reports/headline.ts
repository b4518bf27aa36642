import { counted } from './counted.ts';
import { examined, type Report } from '../model/report.ts';

/** How a run came out in one phrase: `3 failures, 1 to review, 2 not decided`. What was not examined does not read as clean. */
export function headline({ policies, findings }: Report): string {
  const fails = findings.filter(({ kind }) => kind === 'fail').length;
  const reviews = findings.length - fails;
  const open = policies.reduce((sum, { verdicts }) => sum + verdicts.open, 0);
  const subjects = policies.reduce((sum, policy) => sum + examined(policy), 0);
  return [
    failures(fails, subjects, policies.length),
    ...(reviews > 0 ? [`${reviews} to review`] : []),
    ...(open > 0 ? [`${open} not decided`] : []),
  ].join(', ');
}

function failures(fails: number, subjects: number, policies: number): string {
  if (fails > 0) return counted(fails, 'failure');
  if (policies === 0) return 'Nothing was checked';
  return subjects === 0 ? 'Nothing examined' : `No failure in ${counted(subjects, 'subject')} examined`;
}
