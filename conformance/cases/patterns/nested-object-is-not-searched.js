// ERROR:
const a = { secret: "x" };
const b = { inner: { secret: "x" } };
// ERROR:
config = { secret: "x" + "y", other: 1 };
const c = { secret: read() };
