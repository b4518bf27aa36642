import cp from "child_process";
cp.exec("ls");
require("child_process").exec("ls");
const run = require("child_process").exec;
run("ls");
