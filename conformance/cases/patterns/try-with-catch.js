// ERROR:
try { a(); } catch (e) {}
// ERROR:
try { a(); } catch {}
try { a(); } catch (e) { log(e); }
try { a(); } finally { b(); }
