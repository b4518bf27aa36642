/** What every PostgreSQL has, and words that stand before a parenthesis: none of them is a function of a migration. */
const BUILT_IN = new Set(
  (
    'all and any array array_agg array_append array_length array_position as avg btrim cast check clock_timestamp coalesce concat count ' +
    'current_setting currval date_trunc decode digest encode except exists extract filter format from gen_random_uuid generate_series greatest ' +
    'if in into is json_agg json_build_array json_build_object jsonb_agg jsonb_array_elements jsonb_build_array jsonb_build_object jsonb_set ' +
    'key least left length limit lower lpad ltrim make_interval max md5 min nextval not now nullif numeric on or over pg_get_serial_sequence ' +
    'position quote_ident quote_literal quote_nullable random references regexp_replace replace returning returns right round row row_number ' +
    'row_to_json rtrim select set setof setval some split_part statement_timestamp string_agg substr substring sum table then to_char ' +
    'to_json to_jsonb to_regclass to_timestamp to_tsvector transaction_timestamp trim unique unnest upper using uuid_generate_v4 values ' +
    'varchar when where while'
  ).split(' '),
);

const PART = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
/** A name before a parenthesis, or where a table stands. */
const NAMED = new RegExp(
  String.raw`\b(?:into|update|from|join|only|call|table|truncate|using)\s+(?:${PART}\s*\.\s*){0,2}(${PART})|(?<![\p{L}\p{N}_$"])(${PART})\s*\(`,
  'giu',
);

/**
 * The functions that a text may call and the tables whose rows it may change or read, by their names without a schema:
 * of SQL, of a body in any language, of what either puts together. What PostgreSQL itself has is left out.
 */
export function calledIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, table, called] of text.matchAll(NAMED)) {
    const name = bare(table ?? called!);
    if (!BUILT_IN.has(name) && !name.startsWith('pg_')) found.add(name);
  }
  return [...found];
}

export function isBuiltIn(name: string): boolean {
  return BUILT_IN.has(name) || name.startsWith('pg_');
}

function bare(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
}
