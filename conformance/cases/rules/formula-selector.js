function f(input) {
  // ruleid: formula-selector
  log(input);
  // ok: formula-selector
  log(other);
  // ruleid: formula-selector
  return input;
}
