/** PostgreSQL's; MySQL's is 64. */
const longest = 63;

/** A name that a tool puts together, its front cut so that the ending stays (Prisma and drizzle-kit do so alike). */
export function generatedName(parts: readonly string[], ending: string): string {
  let front = parts.join('_');
  while (Buffer.byteLength(front + ending) > longest) front = front.slice(0, -1);
  return front + ending;
}
