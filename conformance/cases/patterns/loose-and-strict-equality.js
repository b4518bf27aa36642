// ERROR:
if (a == null) b();
if (a === null) b();
