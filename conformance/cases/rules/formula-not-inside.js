function a() {
  // ruleid: formula-not-inside
  write(1);
  lock();
  // ok: formula-not-inside
  write(2);
}
function b() {
  if (x) {
    lock();
  }
  // ruleid: formula-not-inside
  write(3);
}
