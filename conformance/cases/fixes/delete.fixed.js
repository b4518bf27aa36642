a();
// ruleid: delete

b();
