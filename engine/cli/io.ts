/** Where text goes. `process.stdout` is one; a test gives its own. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** All that a command knows of the world outside the library, so that tests run it in-process. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where progress is drawn; absent where nobody would see it move. */
  readonly terminal?: NodeJS.WritableStream;
}

/** The numbers a shell sees. 0, 1, 2 and 3 of a check are computed from its report by the library. */
export const exitCodes = { clean: 0, failed: 1, usage: 2, incomplete: 3, internal: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The last line of every run that has something to explain. */
export function lastLine(exitCode: ExitCode, reasons: readonly string[]): string {
  return `bylaw: exit ${exitCode}: ${reasons.join('; ')}\n`;
}
