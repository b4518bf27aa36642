// ERROR:
var a = 1;
// ERROR:
const b = 2;
// ERROR:
let c = 3;
c = 4;
