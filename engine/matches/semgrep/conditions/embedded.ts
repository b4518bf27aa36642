import type { Language } from '../../../documents/language.ts';
import { json } from '../../../documents/config/json.ts';
import { yaml } from '../../../documents/config/yaml.ts';
import { javascript } from '../../../documents/javascript/javascript.ts';
import { parseFile } from '../../../documents/parse.ts';
import { viewOf } from '../../view.ts';
import type { DocumentView } from '../../matcher.ts';
import type { Content } from './code-value.ts';

/** Languages that the text in a metavariable is read in; the first two need no parser. */
const parsers: Readonly<Record<string, { readonly language?: Language; readonly extension: string }>> = {
  generic: { extension: 'txt' },
  regex: { extension: 'txt' },
  javascript: { language: javascript, extension: 'tsx' },
  json: { language: json, extension: 'json' },
  yaml: { language: yaml, extension: 'yaml' },
};

export const embeddedLanguages = Object.keys(parsers);

const EMBEDDED = Symbol('embedded');

/** The text as a document of its own, made once; nothing if it is not of the language. */
export function embedded(view: DocumentView, { text, range }: Content, name: string): DocumentView | undefined {
  const known = view.memo(EMBEDDED, () => new Map<string, DocumentView | undefined>());
  const key = `${name}:${range.join()}`;
  if (!known.has(key)) known.set(key, read(view.document.file.path, text, name));
  return known.get(key);
}

function read(host: string, text: string, name: string): DocumentView | undefined {
  const parser = parsers[name];
  if (!parser) return undefined;
  const file = { path: `${host}#${name}.${parser.extension}`, text, bom: false, bytes: text.length };
  if (!parser.language) return viewOf({ file, language: 'text', status: 'parsed', problems: [] });
  const document = parseFile(file, parser.language);
  return document.status === 'parsed' ? viewOf(document) : undefined;
}
