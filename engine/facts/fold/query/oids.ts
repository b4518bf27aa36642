import type { Routine } from '../../../model/catalog.ts';
import { inputTypes } from '../routines.ts';
import type { Qualified } from '../state.ts';
import { quoteIdent } from './quote.ts';
import type { Oid } from './value.ts';

function printed({ schema, name }: Qualified): string {
  return `${quoteIdent(schema)}.${quoteIdent(name)}`;
}

export function classOid(object: Qualified): Oid {
  return { oid: `class ${printed(object)}`, text: printed(object) };
}

export function typeOid(object: Qualified): Oid {
  return { oid: `type ${printed(object)}`, text: printed(object) };
}

export function schemaOid(name: string): Oid {
  return { oid: `schema ${name}`, text: quoteIdent(name) };
}

export function roleOid(name: string): Oid {
  return { oid: `role ${name}`, text: quoteIdent(name) };
}

export function procOid(routine: Routine): Oid {
  const text = `${printed(routine)}(${inputTypes(routine.arguments).join(', ')})`;
  return { oid: `proc ${text}`, text };
}
