import type { Format } from './format.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit/junit.ts';
import { markdown } from './markdown/markdown.ts';
import { sarifAudit } from './sarif/audit.ts';
import { sarif } from './sarif/sarif.ts';
import { text } from './text/text.ts';

/** The formats by which a report can be asked for; the first is the default. */
export const formats: readonly Format[] = [text, json, sarif, sarifAudit, markdown, junit, github, gitlab];
