var a = 1;
// ERROR:
const b = 2;
let c = 3;
