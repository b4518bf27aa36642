log(1);
x = log(f(2));
