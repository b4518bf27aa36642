// ERROR:
send(user);
// ERROR:
send(user, "hi", 3);
send();
new send(user);
mail.send(user);
