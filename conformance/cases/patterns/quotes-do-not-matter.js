// ERROR:
log("ok");
// ERROR:
log(`ok`);
// ERROR:
log( "ok" , );
log("okay");
