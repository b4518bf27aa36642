// ruleid: inside-with-either
lock(a, open(1));
// ruleid: inside-with-either
hold(safe, open(1));
// ok: inside-with-either
lock(safe, open(1));
// ok: inside-with-either
open(1);
