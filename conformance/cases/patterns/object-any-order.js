// ERROR:
connect({ host: "a", port: 1, ssl: false });
// ERROR:
connect({ "ssl": false, host });
connect({ ssl: true, host: "a" });
connect({ ssl: false });
