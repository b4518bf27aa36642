import type { Binding, Cause } from '../model/binding.ts';

/** `true`, `false`, or why it cannot be told. */
export type Agreement = true | false | Cause;

/**
 * Whether two bindings of one metavariable are the same (policy-language.md, "Bindings, equality, unknown"):
 * inside one document by structure or by static value, across documents by value only.
 */
export function agree(a: Binding, b: Binding): Agreement {
  if (a === b || isSameCode(a, b)) return true;
  if (a.value !== undefined && b.value !== undefined) return sameValue(a.value, b.value) && sameSchema(a, b);
  if (a.path !== undefined && a.path === b.path && a.form !== undefined && b.form !== undefined)
    return a.form === b.form;
  const vague = a.value === undefined ? a : b;
  return { kind: 'not-static', message: `The value of '${vague.text}' is not known statically.` };
}

/** Asked first: a variable's name (where it is declared) and its value (where it is used) differ, the variable does not. */
function isSameCode(a: Binding, b: Binding): boolean {
  return a.path !== undefined && a.path === b.path && a.form !== undefined && a.form === b.form;
}

/** Two names of tables that each say their schema; a name that says none is the same in any. */
function sameSchema(a: Binding, b: Binding): Agreement {
  if (a.schema === undefined || b.schema === undefined) return true;
  if (a.schema !== null && b.schema !== null) return a.schema === b.schema;
  return { kind: 'not-static', message: `The schema of '${a.text}' is not known statically.` };
}

function sameValue(a: Binding['value'], b: Binding['value']): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
