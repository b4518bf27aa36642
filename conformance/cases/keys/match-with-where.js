// ruleid: match-with-where
get("private");
read(
  // ruleid: match-with-where
  "password",
);
// ok: match-with-where
get("public");
// ok: match-with-where
get("other");
// ok: match-with-where
admin(get("private"));
