/** What configuration may say that a database runs on; without a version the newest one that we have is meant. */
export const platforms = ['postgres', 'supabase', 'supabase@2026-08'] as const;

export type PlatformName = (typeof platforms)[number];
