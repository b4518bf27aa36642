// ruleid: metavariable-comparison
setTimeout(a, 1000);
// ruleid: metavariable-comparison
setTimeout(a, 0x400);
// ok: metavariable-comparison
setTimeout(a, 10);
// ok: metavariable-comparison
setTimeout(a, 1001);
const long = 5000;
// ruleid: metavariable-comparison
setTimeout(a, long);
// ok: metavariable-comparison
setTimeout(a, delay());
