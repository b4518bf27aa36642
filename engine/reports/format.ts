import type { Report } from '../model/report.ts';

/** What a format may be told besides the report. */
export interface FormatOptions {
  /** ANSI colours. */
  readonly colour: boolean;
  /** Put `review` verdicts into formats that hold only fails by default. */
  readonly includeReview: boolean;
  /** Put the evidence of every verdict, also of a pass, into formats that hold only findings by default. */
  readonly evidence: boolean;
}

/** A report format is one file or folder beside this one and one line in all.ts. It sees the report and nothing else. */
export interface Format {
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  render(report: Report, options: FormatOptions): string;
}
