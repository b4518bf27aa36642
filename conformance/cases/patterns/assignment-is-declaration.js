// ERROR:
const a = readFile("a");
// ERROR:
let b = readFile("b");
// ERROR:
b = readFile("c");
class Store {
  // ERROR:
  data = readFile("d");
}
call({ e: readFile("e") });
b += readFile("f");
