import type { Place } from './region.ts';
import type { Expression, TypeName } from './sql.ts';

/** A value as a Prisma schema writes it. Strings are without their quotes and escapes. */
export type PrismaValue =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  /** `true`, `Cascade`, the name of a field or of an enum's value. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly PrismaValue[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly PrismaArgument[];
      /** Of `dbgenerated("…")` and `raw("…")` where PostgreSQL's parser takes it; only in facts. */
      readonly expression?: Expression;
    };

export interface PrismaArgument {
  readonly name?: string;
  readonly value: PrismaValue;
}

/** `@id`, `@db.VarChar(10)`, `@@index([a, b])`: the name is without its `@`. */
export interface PrismaAttribute<At> {
  readonly name: string;
  readonly at: At;
  readonly arguments: readonly PrismaArgument[];
}

/** A field of a model, or a value of an enum (whose `type` is empty). */
export interface PrismaField<At> {
  readonly name: string;
  /** Of the name. */
  readonly at: At;
  readonly type: string;
  /** From the type to the end of the last attribute. */
  readonly restAt: At;
  readonly arity: 'required' | 'optional' | 'list';
  /** The text of `Unsupported("…")`. */
  readonly unsupported?: string;
  /** The same as a type, where PostgreSQL's parser takes it; only in facts. */
  readonly unsupportedType?: TypeName;
  readonly attributes: readonly PrismaAttribute<At>[];
}

/** `provider = "postgresql"` in a datasource or generator. */
export interface PrismaProperty<At> {
  readonly name: string;
  readonly at: At;
  readonly value: PrismaValue;
  readonly valueAt: At;
}

export type PrismaBlockKind = 'model' | 'view' | 'enum' | 'type' | 'datasource' | 'generator';

export interface PrismaBlock<At> {
  readonly kind: PrismaBlockKind;
  readonly name: string;
  /** Of the name. */
  readonly at: At;
  readonly fields: readonly PrismaField<At>[];
  readonly properties: readonly PrismaProperty<At>[];
  /** Those that begin with `@@`. */
  readonly attributes: readonly PrismaAttribute<At>[];
}

/** What a Prisma file leaves behind; the files of one folder are one schema. */
export interface PrismaFact {
  readonly path: string;
  readonly blocks: readonly PrismaBlock<Place>[];
}

/** The argument of that name, or the one without a name at that position. */
export function prismaArgument(
  { arguments: all }: { readonly arguments: readonly PrismaArgument[] },
  name: string,
  position?: number,
): PrismaValue | undefined {
  const named = all.find((argument) => argument.name === name);
  if (named || position === undefined) return named?.value;
  return all.filter((argument) => argument.name === undefined)[position]?.value;
}
