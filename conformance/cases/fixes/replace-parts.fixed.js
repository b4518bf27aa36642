// ruleid: replace-parts
https.get(base + "/a", b, c);
