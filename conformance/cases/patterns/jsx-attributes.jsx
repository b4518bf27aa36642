// ERROR:
const one = <a href={url} target="_blank" id="x">text</a>;
const two = <a href={url}>text</a>;
// ERROR:
const three = <div><a target="_blank" href={f(1)}><b/></a></div>;
