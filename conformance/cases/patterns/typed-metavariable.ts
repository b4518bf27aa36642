const db: Database = open();
// ERROR:
db.run("a");
function f(one: Database, two: Cache) {
  // ERROR:
  one.run("b");
  two.run("c");
}
// ERROR:
new Database().run("d");
