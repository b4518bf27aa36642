// ruleid: regex
connect("https://a?b=http://c");
