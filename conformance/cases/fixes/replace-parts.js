// ruleid: replace-parts
http.get(base + "/a", b, c);
