// ERROR:
call(a, 1, 2, a);
// ERROR:
call(a, a);
call(a, 1, 2, b);
