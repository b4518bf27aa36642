// ERROR:
fetch("http://a");
// ERROR:
fetch("HTTP://a");
fetch("https://a");
