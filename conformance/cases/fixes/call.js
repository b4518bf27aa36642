log("a");
f(log(b + 1));
