if (a) { b(); }
// ERROR:
if (a) { b(); } else { c(); }
