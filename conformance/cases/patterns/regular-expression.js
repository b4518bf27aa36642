// ERROR:
const a = /abc/;
// ERROR:
const b = "x".replace(/y/gi, "");
const c = "/abc/";
