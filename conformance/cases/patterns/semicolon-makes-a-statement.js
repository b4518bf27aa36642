// ERROR:
update();
// ERROR:
const done = [update()];
if (update()) stop();
