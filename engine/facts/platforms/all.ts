import type { PlatformName } from '../../model/platform.ts';
import type { PlatformCatalog } from './platform-catalog.ts';
import { supabase202608 } from './supabase-2026-08.ts';

/** The newest of each platform first. */
const catalogs: Readonly<Record<Extract<PlatformName, `${string}@${string}`>, PlatformCatalog>> = {
  'supabase@2026-08': supabase202608,
};

/** Without a version the newest; undefined: plain PostgreSQL. */
export function platformCatalog(platform: string, version?: string): PlatformCatalog | undefined {
  return Object.values(catalogs).find(
    (one) => one.platform === platform && (version === undefined || one.version === version),
  );
}
