import { check, type Report, type Request } from '../../engine/index.ts';

/** A policy with this body, as a file. */
export function policy(
  id: string,
  body: string,
  message = 'It is not as it should be.',
): { path: string; text: string } {
  const text = `id: ${id}\ntitle: ${id}\nseverity: high\nmessage: ${message}\n${body}\n`;
  return { path: `${id}.yaml`, text };
}

const noEval = policy('no-eval', 'forbid: {code: eval(...)}').text;
const twoEyes = policy('two-eyes', "forbid: {text: 'LOO[K]'}\nconfidence: low").text;

/** The policies that `checked` runs. */
export const policyFiles = { 'policies/no-eval.yaml': noEval, 'policies/two-eyes.yaml': twoEyes };

export function checked(cwd: string, request: Partial<Request> = {}): Promise<Report> {
  return check({ cwd, paths: ['.'], policies: ['policies'], ...request });
}

/** What became of each finding: `path:line state`. */
export function states({ findings, known, suppressed }: Report): readonly string[] {
  return [...findings, ...known, ...suppressed]
    .map(({ place, baseline }) => `${place.path}:${place.region?.startLine ?? 0} ${baseline ?? 'none'}`)
    .sort();
}
