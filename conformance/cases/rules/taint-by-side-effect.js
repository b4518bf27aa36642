function a() {
  const x = input();
  // ruleid: taint-by-side-effect
  sink(x);
  check(x);
  // ok: taint-by-side-effect
  sink(x);
}
