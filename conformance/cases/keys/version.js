// ruleid: version
log(1);
