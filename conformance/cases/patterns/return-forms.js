function a() {
  // ERROR:
  return;
}
function b() {
  // ERROR:
  return 1;
}
