// ERROR:
if (late) { stop(); }
// ERROR:
if (late) { log(); while (x) { stop(); } }
if (late) { log(); }
