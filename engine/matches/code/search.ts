import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { effort, type Effort } from '../budget.ts';
import type { DocumentView, LocalBindings, LocalMatch } from '../matcher.ts';
import type { CodeAdapter, Endings, ParsedRoot, Root, Trial } from './adapter.ts';
import { nodesOf } from './capture.ts';
import type { Dialect } from './dialect.ts';
import { bindingsOf } from './trial.ts';

/** A place where a pattern holds. */
export interface CodeMatch {
  /** Exactly what is matched: with the parentheses of an expression, from the first to the last statement of a sequence. */
  readonly range: Range;
  /** The node at which the match stands; of a sequence its first statement. */
  readonly node: TreeNode;
  readonly bindings: LocalBindings;
  readonly unknown?: Cause;
}

export interface Search {
  readonly given?: LocalBindings;
  /** Only here: these nodes themselves, as if they were the whole program, and all that is in them. */
  readonly within?: TreeNode | readonly TreeNode[];
  /** Where a pattern that ends with `...` ends: after each further statement (the default), or only after the last. */
  readonly endings?: 'all' | 'longest';
}

/** A code pattern, ready to be tried. */
export interface CodePattern {
  readonly metavariables: readonly string[];
  /** Node types that can match. */
  readonly types: readonly string[];
  /** All matches in a document, in source order. Throws `BudgetExceeded`, as `match` does. */
  find(view: DocumentView, search?: Search): readonly CodeMatch[];
  match(view: DocumentView, node: TreeNode, bindings: LocalBindings): readonly LocalMatch[];
}

/** The pattern of any language, ready to be tried. */
export function searchFor({ metavariables, root }: ParsedRoot, dialect: Dialect, adapter: CodeAdapter): CodePattern {
  const isType = new Set(root.types);
  const efforts = new WeakMap<DocumentView, Effort>();
  const effortOn = (view: DocumentView): Effort => {
    const known = efforts.get(view) ?? effort();
    efforts.set(view, known);
    return known;
  };
  const begin = (view: DocumentView, given: LocalBindings): Trial => ({
    view,
    adapter,
    dialect,
    given,
    captured: undefined,
    unknown: undefined,
    last: undefined,
    effort: effortOn(view),
  });
  return {
    metavariables,
    types: root.types,
    find: (view, { given = {}, within, endings = 'all' } = {}) => {
      const trial = begin(view, given);
      const stands = within === undefined ? standsIn(root, trial) : standsWithin(root, isType, trial, [within].flat());
      return stands.flatMap(({ subject, siblings, isAlone }): readonly CodeMatch[] =>
        root.mayMatch(subject, view, isAlone)
          ? collect(root, subject, siblings, trial, endings).map((found) => matchOf(found, adapter.inTree(subject)))
          : none,
      );
    },
    match: (view, node, given) => {
      if (!isType.has(node.type)) return none;
      const subject = root.subject(node);
      if (!root.mayMatch(subject, view, false)) return none;
      const siblings = adapter.siblingsOf(view, subject);
      const found = collect(root, subject, siblings, begin(view, given), 'none');
      return found.map(({ trial }) => localMatch(trial, coveredAfter(siblings, subject, trial.last)));
    },
  };
}

const none: readonly never[] = [];

/** A node to try the pattern on. */
interface Stand {
  readonly subject: TreeNode;
  readonly siblings: readonly TreeNode[];
  readonly isAlone: boolean;
}

/** In the whole document, or strictly inside of a node. */
function standsIn(root: Root, { view, adapter }: Trial, scope?: TreeNode): readonly Stand[] {
  return view.index.ofTypes(root.types, scope).map((node) => {
    const subject = root.subject(node);
    return { subject, siblings: adapter.siblingsOf(view, subject), isAlone: false };
  });
}

/** The nodes by themselves, as if they were the whole program, and what is in them. */
function standsWithin(
  root: Root,
  isType: ReadonlySet<string>,
  trial: Trial,
  nodes: readonly TreeNode[],
): readonly Stand[] {
  const { adapter } = trial;
  return nodes.flatMap((node) => {
    const forms = adapter.aloneAs(node).filter(({ type }) => isType.has(type));
    const siblingsOf = (subject: TreeNode): readonly TreeNode[] => (nodes.includes(subject) ? nodes : [subject]);
    const alone = forms.map((subject) => ({ subject, siblings: siblingsOf(subject), isAlone: true }));
    return [...alone, ...standsIn(root, trial, adapter.inTree(node))];
  });
}

interface Found {
  readonly trial: Trial;
  readonly range: Range;
}

/** A result is kept, and takes more than a step that leads nowhere. */
const stepsOfResult = 20;

/** All ways in which the root holds for one subject, each once: the two ways to read a list after `...` often find the same. */
function collect(
  root: Root,
  subject: TreeNode,
  siblings: readonly TreeNode[],
  begin: Trial,
  endings: Endings,
): readonly Found[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  root.match(subject, siblings, begin, (trial) => {
    const bound = identityOf(trial);
    const ranges = root.ranges(subject, siblings, trial, endings);
    trial.effort.spend(stepsOfResult * ranges.length);
    for (const range of ranges) {
      const identity = `${range.join()};${bound}`;
      if (!seen.has(identity)) found.push({ trial, range });
      seen.add(identity);
    }
    return false;
  });
  return found;
}

function identityOf({ captured, unknown }: Trial): string {
  const parts = [unknown?.message ?? ''];
  for (let one = captured; one; one = one.before)
    parts.push(
      `${one.name}=${nodesOf(one.capture)
        .map(({ range }) => range)
        .join()}`,
    );
  return parts.join(';');
}

function matchOf({ trial, range }: Found, node: TreeNode): CodeMatch {
  const { unknown } = trial;
  return { range, node, bindings: bindingsOf(trial), ...(unknown && { unknown }) };
}

function localMatch(trial: Trial, also: readonly TreeNode[]): LocalMatch {
  const { unknown } = trial;
  return { bindings: bindingsOf(trial), ...(unknown && { unknown }), ...(also.length > 0 && { also }) };
}

/** The statements after the first that a match covers. */
function coveredAfter(siblings: readonly TreeNode[], first: TreeNode, last: TreeNode | undefined): readonly TreeNode[] {
  return last ? siblings.filter(({ range }) => range[0] >= first.range[1] && range[0] < last.range[1]) : none;
}
