// ruleid: several-languages
log(1);
