import type { Format } from './format.ts';
import { json } from './json.ts';
import { sarif } from './sarif/sarif.ts';
import { text } from './text/text.ts';

/** The formats by which a report can be asked for; the first is the default. */
export const formats: readonly Format[] = [text, json, sarif];
