function f() {
  const a = input();
  // ruleid: match-taint
  run(a);
  // ok: match-taint
  run(clean(a));
  // ok: match-taint
  run(1, a);
}
