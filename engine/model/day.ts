/** Days are texts, `YYYY-MM-DD`, which compare as they follow each other. */
const form = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Whether the calendar has such a day. */
export function isDay(text: string): boolean {
  if (!form.test(text)) return false;
  const time = timeOf(text);
  return !Number.isNaN(time) && dayAt(time) === text;
}

/** From one day to another, both of the calendar; 0 where they are the same. */
export function daysBetween(from: string, to: string): number {
  return Math.round((timeOf(to) - timeOf(from)) / dayLength);
}

/** The day in UTC of a time in milliseconds since 1970. */
export function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

const dayLength = 86_400_000;

function timeOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
