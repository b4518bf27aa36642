// ruleid: metavariable-analysis-entropy
const a = "9f8d7b6a5e4c3b2a1f0e9d8c7b6a5f4e";
// ok: metavariable-analysis-entropy
const b = "hello world hello world";
