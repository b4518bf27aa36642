// ruleid: regex
connect("http://a?b=http://c");
