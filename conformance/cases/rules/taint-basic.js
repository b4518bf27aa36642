function direct(req) {
  // ruleid: taint-basic
  db.query(req.query.id);
}
function through(req) {
  const id = req.query.id;
  const text = `select ${id}`;
  // ruleid: taint-basic
  db.query(text);
  const safe = escape(id);
  // ok: taint-basic
  db.query(safe);
}
function overwritten(req) {
  let id = req.query.id;
  id = 1;
  // ok: taint-basic
  db.query(id);
}
function branches(req, safe) {
  let id = req.query.id;
  if (safe) id = escape(id);
  // ruleid: taint-basic
  db.query(id);
}
function fields(req) {
  const o = { a: req.query.a, b: 1 };
  // ruleid: taint-basic
  db.query(o.a);
  // ok: taint-basic
  db.query(o.b);
  // ruleid: taint-basic
  db.query(o);
}
function callback(req) {
  const ids = req.query.ids;
  list.forEach(() => {
    // ruleid: taint-basic
    db.query(ids);
  });
}
