// ruleid: metavariable-regex-is-anchored-at-the-start
const secretKey = "a";
// ruleid: metavariable-regex-is-anchored-at-the-start
const SECRET = "b";
// ok: metavariable-regex-is-anchored-at-the-start
const mySecret = "c";
