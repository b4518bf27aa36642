// ERROR:
import { readFile } from "fs";
// ERROR:
import { open, readFile as read } from "fs";
import { writeFile } from "fs";
import fs from "fs";
// ERROR:
const { readFile: a } = require("fs");
