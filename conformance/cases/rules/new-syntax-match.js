function admin(a) {
  // ruleid: new-syntax-match
  del(id);
  // ok: new-syntax-match
  del(null);
  // ok: new-syntax-match
  del(name);
}
// ok: new-syntax-match
del(id);
