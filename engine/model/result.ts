import type { Scalar } from './document.ts';

/** What a call leads to, as far as its own file tells. */
export type Callee =
  | { readonly to: 'unit'; readonly unit: number }
  | { readonly to: 'import'; readonly from: string; readonly name: string }
  /** A method of an object that nobody here knows, or a function of unknown origin, under that name. */
  | { readonly to: 'named'; readonly name: string }
  /** What the caller of `unit` passes as its argument `index`. */
  | { readonly to: 'parameter'; readonly unit: number; readonly index: number };

/** What is asked of a value, at a path of fields into it. `done`: nothing, it has been computed. */
export type Test =
  | { readonly op: 'done'; readonly tested: boolean }
  | ({ readonly op: 'truthy' } & Asked)
  /** Without a value: compared with what is not known. */
  | ({ readonly op: 'equals'; readonly value?: Scalar } & Asked)
  /** `instanceof`. */
  | ({ readonly op: 'made'; readonly by: string } & Asked)
  /** Compared by size, or asked in a way that does not say which answer is the good one. */
  | ({ readonly op: 'other' } & Asked);

interface Asked {
  readonly is: boolean;
  readonly path: readonly string[];
}

export type ValueTest = Exclude<Test, { readonly op: 'done' }>;

/** A value as far as it says whether a guard has let pass; `D` is a place where it was assigned. */
export type Value<D> =
  | { readonly kind: 'constant'; readonly value: Scalar }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Value<D>>>; readonly isOpen: boolean }
  | { readonly kind: 'made'; readonly by: string }
  /** A function, a list, a text: true whatever it holds. */
  | { readonly kind: 'object' }
  /** What the guard itself answered. `atom` 0: it certainly is one. `passes`: the answer that lets pass, if it is a comparison. */
  | { readonly kind: 'answer'; readonly atom: number; readonly passes?: boolean; readonly name?: string }
  | { readonly kind: 'call'; readonly callee: Callee; readonly awaited: boolean; readonly at: number }
  | { readonly kind: 'not'; readonly of: Value<D> }
  | { readonly kind: 'test'; readonly of: Value<D>; readonly test: ValueTest }
  | { readonly kind: 'field'; readonly of: Value<D>; readonly name: string }
  | { readonly kind: 'one-of'; readonly ways: readonly { readonly of: Value<D>; readonly at: D }[] }
  | { readonly kind: 'other' };

/** What conclusions are drawn in: clauses while a file is read, answers where all files are known. */
export interface Logic<D, L> {
  readonly yes: L;
  readonly no: L;
  both(a: L, b: L): L;
  either(a: L, b: L): L;
  /** Whether a place is reached only behind the guard. */
  at(place: D): L;
  answer(atom: number): L;
  call(callee: Callee, test: ValueTest, awaited: boolean, at: number): L;
  unknown(message: string): L;
}

/** Whether the guard has let pass if the value stands the test. */
export function implies<D, L>(value: Value<D>, test: ValueTest, logic: Logic<D, L>): L {
  switch (value.kind) {
    case 'constant':
      return standsConstant(value.value, test) ? logic.no : logic.yes;
    case 'record':
      return impliedByRecord(value, test, logic);
    case 'made':
      if (test.path.length > 0) return logic.no;
      if (test.op === 'made') return isKindOf(value.by, test.by) === test.is ? logic.no : logic.yes;
      return standsConstant(true, test) ? logic.no : logic.yes;
    case 'object':
      return test.op === 'truthy' && test.path.length === 0 && !test.is ? logic.yes : logic.no;
    case 'answer':
      return impliedByAnswer(value, test, logic);
    case 'call':
      return logic.call(value.callee, test, value.awaited, value.at);
    case 'not': {
      const inner = asTruthy(test);
      return inner ? implies(value.of, { ...inner, is: !inner.is }, logic) : logic.no;
    }
    case 'test': {
      const asked = asTruthy(test);
      return asked ? implies(value.of, { ...value.test, is: asked.is === value.test.is }, logic) : logic.no;
    }
    case 'field':
      return implies(value.of, { ...test, path: [value.name, ...test.path] }, logic);
    case 'one-of':
      return value.ways
        .map(({ of, at }) => logic.either(logic.at(at), implies(of, test, logic)))
        .reduce((a, b) => logic.both(a, b), logic.yes);
    case 'other':
      return logic.no;
  }
}

/**
 * The same if the value is NULL, which in SQL is no outcome of a test: a comparison has then not let pass. Whether what a
 * function answers can be NULL nobody knows.
 */
export function impliedByNull<D, L>(value: Value<D>, logic: Logic<D, L>): L {
  switch (value.kind) {
    case 'constant':
      return value.value === null ? logic.no : logic.yes;
    case 'answer':
      return value.passes === undefined ? logic.unknown(mayBeNull) : logic.no;
    case 'call':
      return logic.unknown(mayBeNull);
    case 'not':
    case 'test':
    case 'field':
      return impliedByNull(value.of, logic);
    case 'one-of':
      return value.ways
        .map(({ of, at }) => logic.either(logic.at(at), impliedByNull(of, logic)))
        .reduce((a, b) => logic.both(a, b), logic.yes);
    default:
      return logic.no;
  }
}

const mayBeNull = 'whether the condition can be NULL, which goes the way of the failing outcome';

/** Of a value itself, not of a field of it. */
function asTruthy(test: ValueTest): ValueTest | undefined {
  if (test.path.length > 0) return undefined;
  if (test.op === 'truthy') return test;
  if (test.op === 'equals' && typeof test.value === 'boolean')
    return { op: 'truthy', is: test.is === test.value, path: [] };
  return undefined;
}

function standsConstant(value: Scalar, test: ValueTest): boolean {
  const found = test.path.length === 0 ? value : null;
  switch (test.op) {
    case 'truthy':
      return Boolean(found) === test.is;
    case 'equals':
      return test.value === undefined || (found === test.value) === test.is;
    case 'made':
      return !test.is;
    case 'other':
      return true;
  }
}

function impliedByRecord<D, L>(
  { fields, isOpen }: Extract<Value<D>, { kind: 'record' }>,
  test: ValueTest,
  logic: Logic<D, L>,
): L {
  const [name, ...path] = test.path;
  if (name === undefined) return standsConstant(true, test) ? logic.no : logic.yes;
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field) return implies(field, { ...test, path }, logic);
  return isOpen || standsConstant(null, { ...test, path }) ? logic.no : logic.yes;
}

function impliedByAnswer<D, L>(
  { atom, passes = true, name }: Extract<Value<D>, { kind: 'answer' }>,
  test: ValueTest,
  logic: Logic<D, L>,
): L {
  const good = goodAnswer(test, test.path.at(-1) ?? name);
  if (good === undefined) return logic.either(logic.no, logic.unknown('which outcome of the test is the failing one'));
  return (good === passes) === test.is ? logic.answer(atom) : logic.no;
}

const failing =
  /^(err|error|errors|issue|issues|denied|denial|reject|rejected|rejection|fail|failed|failure|invalid|forbidden|unauthorized|unauthorised|unauthenticated|expired|blocked|problem|problems|violation|violations|response|redirect|anonymous|guest|inactive|disabled|missing|none|unknown|banned|suspended)$/;

/** The last word of a name: `authError` is an error, `errorHandler` is none. */
function soundsFailing(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/);
  return failing.test((words.at(-1) ?? '').toLowerCase());
}

/** Which outcome of the test lets pass; nothing where that cannot be told. */
function goodAnswer(test: ValueTest, name: string | undefined): boolean | undefined {
  const isFailure = name !== undefined && soundsFailing(name);
  switch (test.op) {
    case 'truthy':
      return !isFailure;
    case 'equals':
      if (test.value === null) return isFailure;
      if (typeof test.value === 'boolean') return test.value !== isFailure;
      if (typeof test.value === 'number') return test.value > 0 && test.value < 400;
      return typeof test.value === 'string' ? !soundsFailing(test.value) : true;
    case 'made':
      return !/(Response|Error|Redirect)$/.test(test.by);
    case 'other':
      return undefined;
  }
}

function isKindOf(made: string, wanted: string): boolean {
  return made.endsWith(wanted);
}
