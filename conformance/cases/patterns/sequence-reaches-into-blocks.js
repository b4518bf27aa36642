function direct() {
  // ERROR:
  open();
  work();
  close();
}
function nested() {
  // ERROR:
  open();
  if (ready) {
    items.forEach(() => {
      close();
    });
  }
}
function reverse() {
  close();
  open();
}
function outerList() {
  if (ready) {
    open();
  }
  close();
}
