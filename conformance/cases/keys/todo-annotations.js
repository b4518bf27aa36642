// todook: todo-annotations
log(1);
// todoruleid: todo-annotations
const later = log;
// ruleid: todo-annotations
later(log(2));
