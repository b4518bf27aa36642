import type { Cause } from '../../model/binding.ts';
import type { ConfigNode, Json, Scalar, TreeNode } from '../../model/document.ts';
import type { Constraint } from '../../model/formula.ts';
import { holds, type Holds } from '../constraint.ts';
import type { DocumentView, LocalBinding, LocalBindings } from '../matcher.ts';
import { subPatternOf } from '../sub-pattern.ts';
import { agree } from '../unify.ts';
import { isEffective } from './effective/node.ts';

/** What `value:` asks, read once. */
export type Wanted =
  | { readonly kind: 'anything' }
  | { readonly kind: 'bind'; readonly name: string }
  | { readonly kind: 'equal'; readonly value: Scalar }
  | { readonly kind: 'constraint'; readonly constraint: Constraint };

export interface Valued {
  readonly bindings: LocalBindings;
  readonly unknown?: Cause;
}

export function wantedOf(value: Json | undefined): Wanted {
  if (value === undefined || value === '$_') return { kind: 'anything' };
  if (typeof value === 'string' && /^\$[A-Z_][A-Z0-9_]*$/.test(value)) return { kind: 'bind', name: value.slice(1) };
  if (value === null || typeof value !== 'object') return { kind: 'equal', value };
  return { kind: 'constraint', constraint: value as Constraint };
}

/** Whether a value found in a file (or a default) is the one wanted; nothing if it is not. */
export function valued(
  wanted: Wanted,
  binding: LocalBinding,
  bindings: LocalBindings,
  view: DocumentView,
  doubt?: Cause,
): Valued | undefined {
  if (wanted.kind === 'anything') return { bindings };
  if (wanted.kind === 'bind') return bound(wanted.name, binding, bindings);
  if (doubt && !isAboutTemplates(wanted)) return { bindings, unknown: doubt };
  const answer = answerOf(wanted, binding, bindings, view);
  if (answer === false) return undefined;
  return answer === true ? { bindings } : { bindings, unknown: answer };
}

function answerOf(
  wanted: Extract<Wanted, { kind: 'equal' | 'constraint' }>,
  binding: LocalBinding,
  bindings: LocalBindings,
  view: DocumentView,
): Holds {
  if (wanted.kind === 'equal') return binding.value === wanted.value;
  return holds(wanted.constraint, binding, bindings, subPatternOf(binding, view));
}

/** A pattern that itself speaks of `{{` or `${` asks about the template's text, which is known. */
function isAboutTemplates(wanted: Wanted): boolean {
  if (wanted.kind !== 'constraint') return false;
  return typeof wanted.constraint.pattern === 'string' && /\{\\?\{|\$\\?\{/.test(wanted.constraint.pattern);
}

/** Binds a metavariable, or compares with what it is bound to already. */
export function bound(name: string, binding: LocalBinding, bindings: LocalBindings): Valued | undefined {
  const known = bindings[name];
  if (!known) return { bindings: { ...bindings, [name]: binding } };
  const answer = agree(known, binding);
  if (answer === false) return undefined;
  return answer === true ? { bindings } : { bindings, unknown: answer };
}

/** The value of a node as a metavariable is bound to it: known if no template is in it. */
export function valueBinding(node: ConfigNode, view: DocumentView): LocalBinding {
  const isKnown = node.unknown === undefined && (node.type === 'scalar' || isPlainList(node));
  const shown = typeof node.value === 'string' ? node.value : textOf(node, view);
  return {
    text: shown,
    path: homeOf(node, view).document.file.path,
    node,
    ...(isKnown && { value: node.value as Scalar | readonly Scalar[] }),
  };
}

function isPlainList({ type, children }: ConfigNode): boolean {
  return type === 'seq' && children.every((child) => child.type === 'scalar' && child.unknown === undefined);
}

/** The same for a constraint, which may look into maps: the whole value, known or not. */
export function wholeBinding(node: ConfigNode, view: DocumentView): LocalBinding {
  return { ...valueBinding(node, view), value: node.value as Scalar };
}

const shapeOnly = new Set([
  'type',
  'required',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'dependentRequired',
]);

/** Why the value cannot be told, if what is wanted depends on something that is not static. */
export function doubtAbout(node: ConfigNode, wanted: Wanted, view: DocumentView): Cause | undefined {
  if (wanted.kind === 'anything' || wanted.kind === 'bind') return undefined;
  const isShallow = node.type !== 'scalar' && asksShape(wanted);
  const unknown = isShallow ? (node.unknown === undefined ? undefined : node) : firstUnknown(node);
  return unknown && notStatic(unknown, view);
}

/** A map or list is no scalar, and has the keys it has, whatever templates are deeper inside. */
function asksShape(wanted: Wanted): boolean {
  return (
    wanted.kind === 'equal' ||
    (wanted.kind === 'constraint' && Object.keys(wanted.constraint).every((word) => shapeOnly.has(word)))
  );
}

export function notStatic(node: ConfigNode, view: DocumentView): Cause {
  const unread = isEffective(node) && node.doubt?.unread;
  const message = node.unknown ?? 'The value is not known statically.';
  return { kind: unread ? 'not-read' : 'not-static', message, place: view.place(doubtPlace(node)) };
}

/** Where to look for what cannot be told: of an effective value where it would come from. */
export function doubtPlace(node: ConfigNode): TreeNode {
  return (isEffective(node) && node.doubt?.at) || node;
}

/** The document that a node is written in. */
export function homeOf(node: TreeNode, view: DocumentView): DocumentView {
  return (isEffective(node) && node.home) || view;
}

/** What is written there; of a default, which is written nowhere, its value. */
export function textOf(node: ConfigNode, view: DocumentView): string {
  if (isEffective(node) && !node.source) return JSON.stringify(node.value);
  return homeOf(node, view).document.file.text.slice(...node.range);
}

function firstUnknown(node: ConfigNode): ConfigNode | undefined {
  if (node.unknown !== undefined) return node;
  for (const child of node.children) {
    const found = child.commented ? undefined : firstUnknown(child);
    if (found) return found;
  }
  return undefined;
}
