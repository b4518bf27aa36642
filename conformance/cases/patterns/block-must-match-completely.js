// ERROR:
if (late) { stop(); }
// ERROR:
if (late) stop();
// ERROR:
if (late) { stop(); } else { go(); }
if (late) { stop(); log(); }
