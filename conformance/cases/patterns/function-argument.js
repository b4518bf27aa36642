// ERROR:
app.get("/a", function handler(req, res) { res.end(); });
// ERROR:
app.get("/b", async (req, res) => res.end());
app.get("/c", (req) => req);
app.get("/d", handler);
