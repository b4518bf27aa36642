// ERROR:
const a = x && y && z;
// ERROR:
const b = x && (y && z);
const c = x && y;
