/*
 * When PostgreSQL's own functions return NULL: chapter 9 of its documentation, "Functions and Operators", and what
 * Supabase adds (supabase.com/docs, "Row Level Security"): its `auth` functions are NULL where nobody is logged in.
 */

/** Never, whatever they are given. */
const NEVER = words(`
  count now clock_timestamp statement_timestamp transaction_timestamp timeofday random gen_random_uuid uuidv4 uuidv7
  uuid_generate_v1 uuid_generate_v4 row_number rank dense_rank percent_rank cume_dist pg_backend_pid txid_current
  pg_current_xact_id version concat json_build_object jsonb_build_object json_build_array jsonb_build_array
  quote_nullable num_nulls num_nonnulls array_append array_prepend grouping
  int4range int8range numrange daterange tsrange tstzrange`);

/** Where one of their arguments is, and only there. */
const STRICT = words(`
  initcap length char_length character_length octet_length bit_length btrim trim ltrim rtrim replace translate
  substr left right lpad rpad repeat reverse md5 sha224 sha256 sha384 sha512 digest hmac encode decode ascii chr to_hex
  strpos position starts_with split_part string_to_array quote_ident quote_literal unistr
  abs ceil ceiling floor round trunc sign sqrt cbrt power pow mod div exp ln log log10 gcd lcm degrees radians
  date_trunc age make_date make_time make_timestamp make_timestamptz make_interval justify_days
  justify_hours justify_interval isfinite timezone to_char to_date to_timestamp to_number
  nextval setval hashtext to_json to_jsonb row_to_json jsonb_set jsonb_typeof json_typeof cardinality
  pg_get_userbyid`);

/** Also where no argument is: nothing to return, or nobody there. */
const MAYBE = words(`
  lag lead first_value last_value nth_value ntile array_length array_upper array_lower array_position regexp_match
  regexp_substr jsonb_extract_path jsonb_extract_path_text json_extract_path json_extract_path_text jsonb_path_query_first
  to_regclass to_regtype to_regproc to_regrole to_regnamespace inet_client_addr inet_client_port current_schema
  obj_description col_description pg_get_serial_sequence pg_get_expr
  auth.uid auth.jwt auth.role auth.email`);

/** NULL where the argument is, and of a range without such a bound. */
const BOUNDS = words('lower upper');

/** NULL where the argument is, and of a time that is infinite. */
const FIELDS = words('date_part extract');

/** They give rows: any number of them. */
const ROWS = new Set(
  words(`
  unnest generate_series generate_subscripts jsonb_array_elements jsonb_array_elements_text json_array_elements
  json_array_elements_text jsonb_object_keys json_object_keys jsonb_each jsonb_each_text json_each json_each_text
  jsonb_path_query regexp_matches regexp_split_to_table string_to_table jsonb_to_recordset json_to_recordset`),
);

/** Of no row NULL; of rows only where the argument is. */
const AGGREGATES = words(
  'sum max min avg string_agg bool_and bool_or every bit_and bit_or json_object_agg jsonb_object_agg',
);

/** Of no row NULL, of rows never. */
const COLLECTING = words('array_agg json_agg jsonb_agg');

export type FunctionKind =
  'never' | 'strict' | 'maybe' | 'bound' | 'field' | 'aggregate' | 'collecting' | 'first-decides' | 'setting';

const KINDS: ReadonlyMap<string, FunctionKind> = new Map([
  ...all(NEVER, 'never'),
  ...all(STRICT, 'strict'),
  ...all(MAYBE, 'maybe'),
  ...all(BOUNDS, 'bound'),
  ...all(FIELDS, 'field'),
  ...all(AGGREGATES, 'aggregate'),
  ...all(COLLECTING, 'collecting'),
  ...all(['format', 'concat_ws'], 'first-decides'),
  ...all(['current_setting'], 'setting'),
]);

/** When a function returns NULL; undefined: it is not PostgreSQL's own, or not in the table. `name`: from the schema inwards. */
export function functionKind(name: readonly string[]): FunctionKind | undefined {
  const own = name[0] === 'pg_catalog' || name[0] === 'extensions' ? name.slice(1) : name;
  return KINDS.get(own.join('.'));
}

/** Whether it gives rows, where other functions give one value. */
export function returnsRows(name: readonly string[]): boolean {
  return ROWS.has(name.at(-1) ?? '');
}

/** Whether it makes one row of all that there are. */
export function isAggregate(name: readonly string[]): boolean {
  const kind = functionKind(name);
  return kind === 'aggregate' || kind === 'collecting' || name.at(-1) === 'count';
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function all(names: readonly string[], kind: FunctionKind): readonly (readonly [string, FunctionKind])[] {
  return names.map((name) => [name, kind] as const);
}
