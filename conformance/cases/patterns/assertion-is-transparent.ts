// ERROR:
send(user as User, "a");
// ERROR:
send(user!, <string>"a");
// ERROR:
send(user satisfies User, "a");
