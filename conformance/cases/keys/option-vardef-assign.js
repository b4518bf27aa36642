// ok: option-vardef-assign
const a = secret;
// ruleid: option-vardef-assign
b = secret;
