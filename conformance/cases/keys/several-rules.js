// ruleid: no-log
log(1);
// ruleid: no-dump
dump(1);
// ruleid: no-log, no-dump
log(1, "dump");
// ok: no-log, no-dump
print(1);
