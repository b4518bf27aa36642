/** The user asked for something that cannot be done: one line that says what is wrong and what to write instead. */
export class UsageError extends Error {}
