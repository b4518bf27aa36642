const OPENED =
  /(?:[\s('"`[]|--[^\n]*\n|\/\*[^]*?\*\/)*(?:select|insert|replace|update|delete|create|alter|drop|truncate|merge|grant|revoke|with|do)\b/iy;

/** The cheap question before an expression is put together: whether its first text could begin a statement. */
export function beginsAsSql(source: string, offset: number): boolean {
  OPENED.lastIndex = offset;
  return OPENED.test(source);
}

const BLANK = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/|\()*/;
const OBJECT =
  '(?:or\\s+replace\\s+|unique\\s+|temp(?:orary)?\\s+|materialized\\s+|if\\s+not\\s+exists\\s+|recursive\\s+|event\\s+)*' +
  '(?:table|index|view|function|procedure|trigger|policy|schema|type|extension|role|user|sequence|database|domain|publication|column|aggregate)';
const START = new RegExp(
  [
    'select\\s',
    'insert\\s+(?:or\\s+\\w+\\s+|ignore\\s+)?into\\s',
    'replace\\s+into\\s',
    'update\\s[^;]{1,200}?\\sset\\s',
    'delete\\s+from\\s',
    `(?:create|alter|drop)\\s+${OBJECT}\\s`,
    'truncate\\s',
    'merge\\s+into\\s',
    '(?:grant|revoke)\\s[^;]*?\\s(?:to|from)\\s',
    'with\\s+(?:recursive\\s+)?["`\\w]+(?:\\s*\\([^)]*\\))?\\s+as\\s',
    'do\\s+(?:language\\s+\\w+\\s+)?\\$\\w*\\$',
  ].join('|'),
  'iy',
);

/** Whether a text begins as a statement of SQL does; where code runs SQL that is enough. */
export function isSqlStart(text: string): boolean {
  START.lastIndex = BLANK.exec(text)?.[0].length ?? 0;
  return START.test(text);
}

const CLAUSE = /\b(?:FROM|INTO|SET|TABLE|INDEX|VIEW|FUNCTION|TRIGGER|POLICY|SCHEMA|TYPE|EXTENSION|ROLE)\b/;

const SIGN = new RegExp(
  [
    'select[\\s\\\\]',
    '(?:insert|replace)[^;]{1,30}?into[\\s\\\\]',
    'update[\\s\\\\][^;]{1,200}?set[\\s\\\\]',
    'delete[^;]{1,30}?from',
    `(?:create|alter|drop)\\s+${OBJECT}`,
    'truncate\\s',
    'grant\\s',
    'revoke\\s',
    'merge\\s',
    'sql\\b',
    'raw\\b',
  ]
    .map((sign) => `\\b${sign}`)
    .join('|') + '|\\$(?:query|execute)Raw',
  'i',
);

/** The cheap question before a document is searched. */
export function mayHoldSql(text: string): boolean {
  return SIGN.test(text);
}

/**
 * Whether it is SQL wherever it stands. 'Select a plan from the list' is a query to PostgreSQL: the key words have to be written
 * in capitals, or with what a sentence does not have.
 */
export function isUnmistakable(text: string): boolean {
  if (
    !isSqlStart(text) ||
    !/\b(?:from|into|set|table|index|view|function|trigger|policy|schema|type|extension|role)\b/i.test(text)
  )
    return false;
  const word = /[a-z]+/i.exec(text.slice(BLANK.exec(text)?.[0].length ?? 0))?.[0] ?? '';
  const isShouted = word === word.toUpperCase() && CLAUSE.test(text);
  const isPlainCase = isShouted || word === word.toLowerCase();
  return isPlainCase && (isShouted || /[*=;$?]|\(.*\)/s.test(text));
}
