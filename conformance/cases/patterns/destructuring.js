// ERROR:
const { password } = body;
// ERROR:
const { name, password } = body;
const { name } = body;
const password = body.password;
