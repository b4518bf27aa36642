/** What the grammar asks for and a pattern may leave out. Where a clause may stand, `...` says no more than nothing. */
const COMPLETIONS: readonly (readonly [RegExp, string])[] = [
  [/\s+\.\.\.\s*$/, ''],
  [/^\s*reindex\s*$/i, 'REINDEX TABLE ...'],
  [/^\s*do\s*$/i, "DO '...'"],
  [/^\s*(do(?:\s+language\s+\w+)?)\s+(\$[A-Z_][A-Z0-9_]*)(?![\w$])/i, "$1 '$2'"],
  [/\b(attach\s+partition|partition\s+of)\s*$/i, '$1 ...'],
  [/\b((?:attach\s+partition|partition\s+of)\s+[\w$".]+)(?:\s+for\s+values)?\s*$/i, '$1 DEFAULT'],
  [/\b(trigger\s+[\w$".]+)(?:\s+\.\.\.)?(?=\s+(?:on|execute)\b|\s*$)/i, '$1 AFTER INSERT'],
  [/\b(after\s+insert)(?=\s+execute\b|\s*$)/i, '$1 ON ...'],
  [/\)\s+\.\.\.\s+(?=\w)/g, ') '],
  [/\s+\.\.\.\s+(?=(?:on\s+conflict|do\s+nothing|do\s+update|returning|where)\b)/gi, ' '],
  [/\b(set\s+(?:local\s+)?[\w$".]+)\s*$/i, '$1 = ...'],
  [/\b(foreign\s+key)(?!\s*\()(\s*\.\.\.)?(?=.*\breferences\b)/gis, '$1 (...)'],
  [/\b(foreign\s+key)(?!\s*\()(\s*\.\.\.)?/gi, '$1 (...) REFERENCES ...'],
  [/\b(check|unique|primary\s+key)\s*(?:\.\.\.|$)/gi, '$1 (...)'],
  [/\b(create\s+(?:unique\s+)?index(?:\s+concurrently)?(?:\s+if\s+not\s+exists)?)\s*$/i, '$1 ON ...'],
  [/\b(create\s+(?:unique\s+)?index\b[^(]*?\bon\s+(?:only\s+)?[\w$".]+)\s*$/i, '$1 (...)'],
  [/\b(create\s+(?:or\s+replace\s+)?(?:materialized\s+)?view\s+[\w$".]+)\s*$/i, '$1 AS'],
  [/\bas\s*$/i, 'AS SELECT ...'],
  [/\b(as\s+enum)\s*$/i, '$1 (...)'],
  [
    /\b(create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b(?!.*\bexecute\b).*?)\s*$/is,
    '$1 EXECUTE FUNCTION ...()',
  ],
  [/\b(insert\s+into\s+[\w$".]+(?:\s*\([^()]*\))?)\s*(?=;|$|returning\b|on\s+conflict\b)/gi, '$1 DEFAULT VALUES '],
  [/(?<!\bdo\s+)\b(update\s+(?:only\s+)?[\w$".]+)\s*(?=;|$|where\b|returning\b)/gi, '$1 SET ... '],
  [/^(alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?[\w$".]+)\s*$/i, '$1 ENABLE RULE ...'],
];

/** `EXCLUDE ...` would be a column of this name. */
const EXCLUSION =
  /(?<=\b(?:add|constraint\s+[\w$".]+)\s+|[,(]\s*)exclude(\s+using\s+[\w$]+)?\s*(?:\(\s*\.\.\.\s*\)|\.\.\.)/gi;

export function disambiguated(pattern: string): string {
  return pattern.replace(EXCLUSION, (_, using = ' USING gist') => `EXCLUDE${using} ("..." WITH =)`);
}

/** The pattern with such parts written out; the grammar would refuse it otherwise. */
export function completed(pattern: string): string {
  return COMPLETIONS.reduce((text, [left, written]) => text.replace(left, written), pattern);
}
