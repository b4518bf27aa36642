// ERROR:
switch (kind) { case "b": one(); break; case "a": two(); }
switch (kind) { case "b": one(); }
