// ERROR:
query("select 1");
const text = "select 2";
// ERROR:
query(text);
// ERROR:
query("select " + "3");
query(build());
// ERROR:
query(`select 4`);
query(`select ${id}`);
