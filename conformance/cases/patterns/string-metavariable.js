// ERROR:
require("fs");
// ERROR:
require('path');
require(name());
