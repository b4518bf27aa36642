// ruleid: formula-either
eval(a);
// ruleid: formula-either
const f = new Function(b);
// ok: formula-either
evaluate(c);
