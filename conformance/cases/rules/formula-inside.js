app.post("/a", (req, res) => {
  // ruleid: formula-inside
  del(req.id);
});
// ok: formula-inside
del(1);
app.get("/a", (req, res) => {
  // ok: formula-inside
  del(2);
});
