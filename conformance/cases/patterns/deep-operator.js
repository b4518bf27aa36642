// ERROR:
if (isAdmin(user)) { a(); }
// ERROR:
if (ready && !isAdmin(user)) { a(); }
// ERROR:
if (list.some((one) => isAdmin(one))) { a(); }
if (ready) { isAdmin(user); }
