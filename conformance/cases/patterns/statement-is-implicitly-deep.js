// ERROR:
check();
const value = use();
// ERROR:
check();
print(use());
function f() {
  // ERROR:
  check();
  return 1 + use();
}
// ERROR:
check();
await use();
check();
other ? use() : 0;
check();
