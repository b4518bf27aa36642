// ERROR:
const a = `id = ${id}`;
const b = `id`;
const c = "id = " + id;
// ERROR:
const d = `${id}`;
