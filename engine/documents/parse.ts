import type { DialectChoice } from '../model/context.ts';
import type { Document } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { SourceFile } from '../model/source-file.ts';
import { languageOf } from './all.ts';
import { lineIndex } from './lines.ts';
import type { Language, Parsed } from './language.ts';

/** Parses a file with the language its path says (or the given one). Never throws; without a language it is a text document. */
export function parseFile(
  file: SourceFile,
  language: Language | undefined = languageOf(file.path),
  dialects: readonly DialectChoice[] = [],
): Document {
  if (!language) return { file, language: 'text', status: 'parsed', problems: [] };
  const parsed = language.parse(file, dialects);
  const common = {
    file,
    language: language.name,
    family: language.family,
    problems: problemsOf(file, language, parsed),
  };
  if (!parsed.tree) return { ...common, status: 'failed' };
  return {
    ...common,
    tree: parsed.tree,
    status: parsed.problems.every(({ harmless }) => harmless) ? 'parsed' : 'partial',
  };
}

function problemsOf(file: SourceFile, language: Language, parsed: Parsed): Problem[] {
  if (parsed.problems.length === 0) return [];
  const lines = lineIndex(file.text);
  // without a tree the file need not be at fault: it may be nested too deeply, or what reads it is not installed
  const says = parsed.tree ? 'is not valid' : 'cannot be read as';
  return parsed.problems.map(({ message, range }) => ({
    kind: 'parse',
    level: 'warning',
    message: `'${file.path}' ${says} ${language.name}: ${message}`,
    path: file.path,
    region: lines.region(range),
  }));
}
