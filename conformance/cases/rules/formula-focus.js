fetch(
  // ruleid: formula-focus
  target,
  { method: "DELETE" },
);
// ok: formula-focus
fetch(target, { method: "GET" });
