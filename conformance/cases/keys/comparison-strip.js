// ruleid: comparison-strip
mode("9");
// ok: comparison-strip
mode("7");
// ok: comparison-strip
mode("many");
