// ruleid: nosemgrep-comments
log(1);
// ok: nosemgrep-comments
log(1); // nosemgrep
// ok: nosemgrep-comments
log(1); // NOSEM: nosemgrep-comments
// ok: nosemgrep-comments
log(1); // noopengrep: another, some.path.nosemgrep-comments
// ruleid: nosemgrep-comments
log(1); // nosemgrep: another

// nosemgrep: nosemgrep-comments
log(1);
f(); // nosemgrep
// ruleid: nosemgrep-comments
log(1);
