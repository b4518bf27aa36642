// ruleid: regex-on-code
const password = "abc";
// ok: regex-on-code
const password2 = "abc";
// ok: regex-on-code
let password = "redacted";
