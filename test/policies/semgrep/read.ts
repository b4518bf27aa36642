import { locatedOf } from '../../../engine/policies/load.ts';
import { foreignProblem, readRule } from '../../../engine/policies/semgrep/rule.ts';
import { rulesOf } from '../../../engine/policies/semgrep/rule-file.ts';
import { readYaml } from '../../../engine/policies/yaml-source.ts';
import type { Problem } from '../../../engine/model/problem.ts';

const head = 'id: r\nlanguages: [js]\nmessage: Found.\nseverity: ERROR\n';

/** A rule of a file that holds one rule: `id`, `languages`, `message` and `severity` are given unless the text has its own. */
export function rule(text: string) {
  const given = head.split('\n').filter((line) => line !== '' && !text.includes(line.slice(0, line.indexOf(':') + 1)));
  const lines = [...given, ...text.trimEnd().split('\n')];
  const file = `rules:\n${lines.map((line, i) => `${i === 0 ? '- ' : '  '}${line}`).join('\n')}\n`;
  const source = readYaml('rules.yaml', file);
  const [raw] = rulesOf(locatedOf(source)).rules;
  if (!raw) throw new Error(`No rule in:\n${file}${source.problems.map(({ message }) => message).join('\n')}`);
  const read = readRule(raw, raw.id);
  return { ...read, problems: shown(read.problems, file), foreign: shown(foreignProblem(raw, read), file) };
}

/** `what is marked: message`, without what all messages begin with. */
function shown(problems: readonly Problem[], file: string): readonly string[] {
  return problems.map(({ message, region }) => {
    const marked = region ? file.slice(region.start, region.end).replace(/\s+/g, ' ') : 'nowhere';
    return `${marked}: ${message.replace("The rule 'r' is refused: ", '')}`;
  });
}

/** The formula of a search rule, or the taint of a taint rule. */
export function meaning(text: string): unknown {
  const { parts, problems } = rule(text);
  if (problems.length > 0) return problems;
  return parts.map(({ rule: { options: _options, language: _language, ...rest } }) => rest)[0];
}
