// ok: taint-labels
send(user());
// ok: taint-labels
send(secret());
// ruleid: taint-labels
send(user() + secret());
