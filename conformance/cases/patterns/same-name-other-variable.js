function outer() {
  // ERROR:
  first(token);
  second(token);
}
function shadowed(token) {
  first(token);
  {
    const token = 2;
    second(token);
  }
}
