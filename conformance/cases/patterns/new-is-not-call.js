// ERROR:
const pool = new Pool({ max: 3 });
Pool({ max: 3 });
