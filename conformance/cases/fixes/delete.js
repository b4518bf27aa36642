a();
// ruleid: delete
debugger;
b();
