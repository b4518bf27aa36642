// ERROR:
app.listen(80);
// ERROR:
app.use(a).use(b).listen(80);
// ERROR:
app.http.server.listen(80);
server.listen(80);
app.use(a);
