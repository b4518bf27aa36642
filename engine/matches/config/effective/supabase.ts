import type { DocumentView } from '../../matcher.ts';
import { withDefaults } from './defaults.ts';
import type { EffectiveKind } from './kind.ts';
import { atKeys, cameBy, childOf, copyOf, drop, type Effective } from './node.ts';
import { brokenness } from './bases.ts';
import { mapsDoubted, overlay, type Rules } from './overlay.ts';
import { branchDefaults, supabaseDefaults } from './supabase-defaults.ts';
import type { ConfigNode } from '../../../model/document.ts';

/** The project's configuration with the defaults of the CLI, and that of each branch: what `[remotes.name]` says goes before it. */
export const supabase: EffectiveKind = {
  kind: 'supabase-config',
  configurations: (root, here) => {
    const main = own(root, here);
    const remotes = childOf(own(root, here, true), 'remotes')?.children ?? [];
    return [
      withDefaults(main, supabaseDefaults, here),
      ...remotes.filter(({ type }) => type === 'map').map((remote) => branch(remote, own(root, here), here)),
    ];
  },
};

/** Key by key; lists are replaced. */
const rules: Rules = () => 'merge';

function own(root: ConfigNode, here: DocumentView, withRemotes = false): Effective {
  const copy = copyOf(root, { home: here, here, via: [] });
  const remotes = childOf(copy, 'remotes');
  if (remotes && !withRemotes) drop(copy, remotes);
  const broken = brokenness(here);
  return broken ? mapsDoubted(copy, broken) : copy;
}

function branch(remote: Effective, low: Effective, here: DocumentView): Effective {
  const name = String(remote.key);
  const seed = atKeys(low, ['db', 'seed']);
  const seeded = childOf(seed, 'enabled');
  if (seed && seeded) drop(seed, seeded);
  const via = { message: `'remotes.${name}' does not say otherwise.`, at: remote.source ?? remote };
  return withDefaults(overlay(cameBy(low, via, here), remote, rules), branchDefaults, here);
}
