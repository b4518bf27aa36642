// ruleid: pattern-regex
const key = "AKIA1234";
// in a comment as well
/*
// ruleid: pattern-regex
AKIAABCD */
// ok: pattern-regex
const short = "AKIA12";
