// ERROR:
function declared(req, res) {}
// ERROR:
app.get("/", (req, res) => res.end());
// ERROR:
const expression = async function (req, res) { res.end(); };
class Api {
  // ERROR:
  handle(req, res) {}
}
function one(req) {}
