// ruleid: option-implicit-ellipsis
f({ a: 1 });
// ok: option-implicit-ellipsis
f({ a: 1, b: 2 });
