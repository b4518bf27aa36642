import { readBlocks } from '../../documents/prisma/blocks.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type {
  PrismaArgument,
  PrismaAttribute,
  PrismaBlock,
  PrismaFact,
  PrismaField,
  PrismaValue,
} from '../../model/prisma.ts';
import type { Place, Range } from '../../model/region.ts';
import { expressionFromText, typeFromText } from './postgres-text.ts';

type PlaceOf = (range: Range) => Place;

/** What a Prisma file leaves behind: its blocks, with places instead of ranges, and SQL in its strings parsed. */
export function prismaFact({ path, text }: SourceFile, place: PlaceOf): PrismaFact {
  return { path, blocks: readBlocks(text).blocks.map((block) => placedBlock(block, place)) };
}

function placedBlock(block: PrismaBlock<Range>, place: PlaceOf): PrismaBlock<Place> {
  return {
    ...block,
    at: place(block.at),
    fields: block.fields.map((field) => placedField(field, place)),
    properties: block.properties.map((one) => ({ ...one, at: place(one.at), valueAt: place(one.valueAt) })),
    attributes: block.attributes.map((attribute) => placedAttribute(attribute, place)),
  };
}

function placedField(field: PrismaField<Range>, place: PlaceOf): PrismaField<Place> {
  const type = field.unsupported === undefined ? undefined : typeFromText(field.unsupported);
  return {
    ...field,
    at: place(field.at),
    restAt: place(field.restAt),
    ...(type && { unsupportedType: type }),
    attributes: field.attributes.map((attribute) => placedAttribute(attribute, place)),
  };
}

function placedAttribute(attribute: PrismaAttribute<Range>, place: PlaceOf): PrismaAttribute<Place> {
  return { ...attribute, at: place(attribute.at), arguments: attribute.arguments.map(parsedArgument) };
}

function parsedArgument({ value, ...rest }: PrismaArgument): PrismaArgument {
  return { ...rest, value: parsedValue(value) };
}

function parsedValue(value: PrismaValue): PrismaValue {
  if (value.kind === 'list') return { ...value, items: value.items.map(parsedValue) };
  if (value.kind !== 'call') return value;
  const [first] = value.arguments;
  const sql = /^(dbgenerated|raw)$/.test(value.name) && first?.value.kind === 'string' ? first.value.value : undefined;
  const expression = sql === undefined ? undefined : expressionFromText(sql);
  return { ...value, arguments: value.arguments.map(parsedArgument), ...(expression && { expression }) };
}
