function a() {
  return;
}
function b() {
  // ERROR:
  return 1;
}
