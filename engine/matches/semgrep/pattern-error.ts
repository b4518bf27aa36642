/** Why a text is no pattern: a sentence. */
export class PatternError extends Error {}
