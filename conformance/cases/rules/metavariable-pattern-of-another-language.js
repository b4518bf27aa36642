// ruleid: metavariable-pattern-of-another-language
render("<b><script src=a></b>");
// ok: metavariable-pattern-of-another-language
render("<b>");
