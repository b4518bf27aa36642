import { constantAt } from '../../../flow/constants/constants.ts';
import type { Constant } from '../../../model/constant.ts';
import type { DocumentView } from '../../matcher.ts';
import type { Dialect } from '../dialect.ts';
import { open, type Node } from './estree.ts';

/** What is known of the value of an expression where it stands; asked by literals of patterns and by what compares with them. */
export function constantOf(view: DocumentView, node: Node, { semgrep, options }: Dialect): Constant | undefined {
  const expression = open(node);
  if (options.constant_propagation === false && expression.type !== 'Literal') return undefined;
  return constantAt(view, expression, semgrep ? 'semgrep' : 'native');
}
