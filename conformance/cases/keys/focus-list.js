copy(
  // ruleid: focus-list
  a,
  // ruleid: focus-list
  b,
);
