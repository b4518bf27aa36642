import { exec } from "child_process";
import { exec as run } from "child_process";
import * as cp from "child_process";
const required = require("child_process");
const { exec: renamed } = require("child_process");
// ERROR:
exec("ls");
// ERROR:
run("ls");
// ERROR:
cp.exec("ls");
// ERROR:
required.exec("ls");
// ERROR:
renamed("ls");
// ERROR:
child_process.exec("ls");
other.exec("ls");
