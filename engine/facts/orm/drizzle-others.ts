import type { Place } from '../../model/region.ts';
import type { DrizzleFact, DrizzleReference } from '../../model/drizzle.ts';
import {
  builderName,
  keyName,
  propertyOf,
  referenceOf,
  resolved,
  returned,
  stringOf,
  stringsOf,
  type Chain,
  type Node,
  type Reading,
} from './drizzle-read.ts';
import { typeFromText } from './postgres-text.ts';

type Draft = { -readonly [Key in keyof DrizzleFact]: DrizzleFact[Key] };

/** What a file declares beside tables: enums, schemas, types, functions that make tables, views, policies. */
export function declareOther(reading: Reading, draft: Draft, variable: string, { base }: Chain): void {
  const builder = builderName(reading, base.callee);
  const [first, second] = base.arguments;
  const name = stringOf(reading, first);
  const place = reading.place((first ?? base).range);
  if (builder === undefined) declareInSchema(reading, draft, variable, base);
  else if (builder === 'pgEnum' && name !== undefined) declareEnum(reading, draft, { variable, name, place }, second);
  else if (/Schema$/.test(builder) && name !== undefined)
    draft.schemas = { ...draft.schemas, [variable]: { name, place } };
  else if (builder === 'customType') declareType(reading, draft, variable, first);
  else if (/TableCreator$/.test(builder)) declareCreator(reading, draft, variable, first);
  else if (/View$|^pgPolicy$/.test(builder)) {
    const kind = builder === 'pgPolicy' ? 'policy' : 'view';
    draft.others = [...draft.others, { place, kind, name: name ?? variable }];
  }
}

/** `schema.enum('name', […])`, `schema.view('name')`. */
function declareInSchema(reading: Reading, draft: Draft, variable: string, base: Chain['base']): void {
  const { callee } = base;
  const [first, second] = base.arguments;
  const name = stringOf(reading, first);
  if (callee.type !== 'MemberExpression' || !first || name === undefined) return;
  const schema = referenceOf(reading, callee.object);
  const place = reading.place(first.range);
  const kind = keyName(callee) ?? '';
  if (kind === 'enum' && schema) declareEnum(reading, draft, { variable, name, place, schema }, second);
  if (/^(materializedV|v)iew$/.test(kind) && schema) draft.others = [...draft.others, { place, kind: 'view', name }];
}

interface Named {
  readonly variable: string;
  readonly name: string;
  readonly place: Place;
  readonly schema?: DrizzleReference;
}

function declareEnum(reading: Reading, draft: Draft, named: Named, node: Node | undefined): void {
  const values = enumValues(reading, node);
  draft.enums = [...draft.enums, { ...named, ...(values && { values }) }];
}

/** An array, or an object whose values count. */
function enumValues(reading: Reading, node: Node | undefined): readonly string[] | undefined {
  const plain = node && resolved(reading, node);
  if (plain?.type !== 'ObjectExpression') return stringsOf(reading, plain);
  const values = plain.properties.map((one) => (one.type === 'Property' ? stringOf(reading, one.value) : undefined));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** `customType({ dataType() { return 'bytea'; } })`. */
function declareType(reading: Reading, draft: Draft, variable: string, options: Node | undefined): void {
  const text = stringOf(reading, returned(propertyOf(options, 'dataType')));
  const type = text === undefined ? undefined : (typeFromText(text) ?? { text, name: text, array: false });
  if (type) draft.types = { ...draft.types, [variable]: type };
}

/** `pgTableCreator((name) => `shop_${name}`)`. */
function declareCreator(reading: Reading, draft: Draft, variable: string, make: Node | undefined): void {
  const given = returned(make);
  const handed = make?.type === 'ArrowFunctionExpression' ? make.params[0] : undefined;
  if (!given || handed?.type !== 'Identifier') return;
  const piece = (node: Node): string | DrizzleReference | null | undefined => {
    if (node.type === 'Identifier' && node.name === handed.name) return null;
    return stringOf(reading, node) ?? referenceOf(reading, node);
  };
  const pieces =
    given.type === 'TemplateLiteral'
      ? given.quasis.flatMap(({ value }, i) => {
          const expression = given.expressions[i];
          return [value.cooked ?? value.raw, ...(expression ? [piece(expression)] : [])];
        })
      : [piece(given)];
  if (pieces.every((one) => one !== undefined)) draft.creators = { ...draft.creators, [variable]: pieces };
}
