import type { Command } from 'commander';
import type { Request } from '../index.ts';

/** Which policies are meant; the same for every command. */
export interface PolicyOptions {
  readonly config?: string;
  readonly policies?: readonly string[];
  readonly semgrep?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

export function withPolicyOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration to use instead of the nearest bylaw.yaml')
    .option('--policies <path>', 'policies to use instead of the configured ones (repeatable)', collect)
    .option('--semgrep <path>', 'Semgrep rule files to use instead of the configured policies (repeatable)', collect)
    .option('--only <id>', 'run only this policy, or all that a glob names (repeatable)', collect)
    .option('--skip <id>', 'leave out this policy, or all that a glob names (repeatable)', collect);
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** Commands about policies take them as arguments too: `bylaw test policies` is what everybody tries first. */
export function withPolicyArguments(command: Command): Command {
  const help = 'files and folders of policies, like --policies (default: those in force here)';
  return withPolicyOptions(command.argument('[policies...]', help));
}

/** The request of a command that is about policies; the workspace is the current folder. */
export function toPolicyRequest(cwd: string, named: readonly string[], options: PolicyOptions): Request {
  const policies = [...named, ...(options.policies ?? [])];
  return toRequest(cwd, [], policies.length === 0 ? options : { ...options, policies });
}

/** An absent option is left out, so that the library's own default holds. */
export function toRequest(cwd: string, paths: readonly string[], options: PolicyOptions): Request {
  const { config, policies, semgrep, only, skip } = options;
  return {
    cwd,
    paths: paths.length === 0 ? ['.'] : paths,
    ...(config !== undefined && { config }),
    ...(policies !== undefined && { policies }),
    ...(semgrep !== undefined && { semgrep }),
    ...(only !== undefined && { only }),
    ...(skip !== undefined && { skip }),
  };
}
