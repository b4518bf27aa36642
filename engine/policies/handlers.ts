import { anchors } from '../matches/all.ts';
import type { Compiler } from './compiler.ts';
import { entries, items, type Located } from './source.ts';

const handlerAnchors = new Set(anchors.flatMap(({ name, isHandler }) => (isHandler ? [name] : [])));

/** Whether what a matcher ranges over are handlers of routes, judged by how it is written. */
export function isAboutHandlers(located: Located, compiler: Compiler): boolean {
  if (Array.isArray(located.data)) return located.data.length > 0 && every(items(located), compiler);
  const fields = new Map(entries(located));
  if ([...fields.keys()].some((key) => handlerAnchors.has(key))) return true;
  const [use, all, any] = [fields.get('use'), fields.get('all'), fields.get('any')];
  return (
    (use !== undefined && isHandlerDefinition(String(use.data), compiler)) ||
    (all !== undefined && items(all).some((item) => isAboutHandlers(item, compiler))) ||
    (any !== undefined && every(items(any), compiler))
  );
}

function every(alternatives: readonly Located[], compiler: Compiler): boolean {
  return alternatives.every((item) => isAboutHandlers(item, compiler));
}

function isHandlerDefinition(name: string, compiler: Compiler): boolean {
  const bodies = compiler.expanding.includes(name) ? undefined : compiler.definitions.matcher(name);
  const inner = { ...compiler, expanding: [...compiler.expanding, name] };
  return bodies !== undefined && bodies.length > 0 && every(bodies, inner);
}
