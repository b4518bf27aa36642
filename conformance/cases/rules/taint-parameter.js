function handler(event) {
  const { name, rest } = event;
  // ruleid: taint-parameter
  run(name);
  // ok: taint-parameter
  run("ls", rest);
}
function two(a, b) {
  // ok: taint-parameter
  run(a);
}
