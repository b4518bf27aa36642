// ruleid: paths-are-not-looked-at
log(1);
