import type { Command } from 'commander';
import { type ExampleResult, type PolicySet, testPolicies } from '../index.ts';
import { type Colours, coloursFor } from './colour.ts';
import { type ExitCode, exitCodes, type Io, lastLine } from './io.ts';
import { type PolicyOptions, toPolicyRequest, withPolicyArguments } from './options.ts';
import { concludeSet, errorsOf, problemLine } from './problems.ts';
import { counted, printable } from './words.ts';

/** What each outcome means, in the words that follow its name. */
const meanings: Readonly<Record<Exclude<ExampleResult['outcome'], 'ok'>, string>> = {
  noisy: 'found something where nothing was expected',
  missing: 'found nothing where something was expected',
  wrong: 'came to another verdict or another place',
};

export function addTest(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  withPolicyArguments(program.command('test'))
    .summary('run the examples of the policies')
    .description('Run the examples of the policies in force: each is a small workspace with the verdict it must get.')
    .action(async (named: readonly string[], options: PolicyOptions) => finish(await runTest(named, options, io)));
}

async function runTest(named: readonly string[], options: PolicyOptions, io: Io): Promise<ExitCode> {
  const { set, results } = await testPolicies(toPolicyRequest(io.cwd, named, options));
  const colours = coloursFor(io.stdout, io.env);
  const lines = [
    ...set.problems.map((problem) => problemLine(problem, colours)),
    ...results.flatMap((result) => resultLines(result, colours)),
    ...withoutExamples(set),
    summary(results),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return errorsOf(set).length > 0 ? concludeSet(set, io) : conclude(results, io);
}

function resultLines(result: ExampleResult, colours: Colours): readonly string[] {
  if (result.outcome === 'ok') return [];
  return [
    `${colours.red(result.outcome)}  ${printable(`${result.policy}: ${result.example}`)}`,
    `    ${meanings[result.outcome]}: expected ${result.expected}, got ${result.actual}`,
    ...result.missing.map((place) => `    expected, not found: ${printable(place)}`),
    ...result.unexpected.map((place) => `    found, not expected: ${printable(place)}`),
    ...result.problems.map((problem) => `    ${problemLine(problem, colours)}`),
  ];
}

/** A policy without examples has been tested by nobody; a green run must not hide it. */
function withoutExamples(set: PolicySet): readonly string[] {
  const ids = set.policies.filter((policy) => policy.examples.length === 0).map((policy) => policy.info.id);
  return ids.length === 0 ? [] : [`Without examples: ${ids.join(', ')}.`];
}

function summary(results: readonly ExampleResult[]): string {
  const outcomes = ['ok', ...Object.keys(meanings)].map((outcome) => {
    return `${results.filter((result) => result.outcome === outcome).length} ${outcome}`;
  });
  const owners = new Set(results.map((result) => result.policy)).size;
  const of = counted(owners, 'policy or definition', 'policies and definitions');
  return `${counted(results.length, 'example')} of ${of}: ${outcomes.join(', ')}.`;
}

function conclude(results: readonly ExampleResult[], io: Io): ExitCode {
  const failed = results.filter((result) => result.outcome !== 'ok').length;
  const exitCode = results.length === 0 ? exitCodes.usage : failed > 0 ? exitCodes.failed : exitCodes.clean;
  if (exitCode === exitCodes.usage)
    io.stderr.write(lastLine(exitCode, ['no policy has an example, so nothing was tested']));
  if (exitCode === exitCodes.failed) {
    io.stderr.write(lastLine(exitCode, [`${counted(failed, 'example')} did not come out as expected`]));
  }
  return exitCode;
}
