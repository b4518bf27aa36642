// ERROR:
if (user.id === user.id) a();
if (user.id === other.id) a();
// ERROR:
const same = f(1, 2) === f( 1,2 );
