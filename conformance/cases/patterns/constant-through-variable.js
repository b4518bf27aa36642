const role = "admin";
// ERROR:
create(role);
let other = "admin";
other = read();
create(other);
// ERROR:
create("ad" + "min");
