// ERROR:
class A extends Base {
  x = 1;
  run() { go(); }
}
class B extends Other {
  run() {}
}
class C extends Base {
  y = 2;
}
