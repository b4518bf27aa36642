import type { Argument, Command, Option } from 'commander';
import type { Io } from '../../engine/cli/io.ts';
import { createProgram } from '../../engine/cli/program.ts';
import { block, code, codes, page, table } from './markdown.ts';

export function cliPage(): string {
  const { program, help } = programWithHelp();
  return page(
    'Command line',
    program.description(),
    block('sh', [program, ...program.commands].map((command) => program.createHelp().commandUsage(command)).join('\n')),
    table(
      ['command', ''],
      program.commands.map((command) => [`[\`${command.name()}\`](#bylaw-${command.name()})`, command.summary()]),
    ),
    optionTable(program),
    ...program.commands.flatMap(commandSection),
    '## Exit codes',
    'The last line on stderr says why an exit code is not 0.',
    table(['code', 'when'], exitCodesIn(help)),
  );
}

/** What the program itself prints after `--help`. */
function programWithHelp(): { readonly program: Command; readonly help: string } {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text) };
  const io: Io = { stdout: output, stderr: output, cwd: process.cwd(), env: {} };
  const program = createProgram(io, () => undefined);
  program.outputHelp();
  return { program, help: written.join('') };
}

function commandSection(command: Command): readonly string[] {
  return [
    `## bylaw ${command.name()}`,
    command.description(),
    table(['argument', ''], command.registeredArguments.map(argumentRow)),
    optionTable(command),
  ];
}

function argumentRow(argument: Argument): readonly string[] {
  return [code(argument.variadic ? `${argument.name()}...` : argument.name()), argument.description];
}

function optionTable(command: Command): string {
  const rows = command
    .createHelp()
    .visibleOptions(command)
    .map((option) => [code(option.flags), sentences(option), codes(option.argChoices ?? []), defaultOf(option)]);
  return table(['option', '', 'one of', 'default'], rows);
}

/** The first line says what it is for, the others what its values are. */
function sentences({ description }: Option): string {
  const [first = '', ...values] = description.split('\n');
  return values.length === 0 ? first : `${first}: ${values.join('; ')}`;
}

function defaultOf({ defaultValue, negate }: Option): string {
  return negate || defaultValue === undefined ? '' : code(String(defaultValue));
}

function exitCodesIn(help: string): readonly (readonly string[])[] {
  const [, list = ''] = help.split('Exit codes:\n');
  return [...list.matchAll(/^ +(\d) +(.+)$/gm)].map(([, exitCode, when]) => [exitCode!, when!]);
}
