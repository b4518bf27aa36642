function a() {
  const list = [];
  list.push(input());
  // ruleid: taint-propagator
  sink(list);
}
function b() {
  const list = [];
  list.unshift(input());
  // ok: taint-propagator
  sink(list);
}
