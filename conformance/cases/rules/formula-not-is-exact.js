// ruleid: formula-not-is-exact
run(command);
// ok: formula-not-is-exact
run("ls");
// ruleid: formula-not-is-exact
run("ls", options);
// ruleid: formula-not-is-exact
run(join("ls"));
