// ERROR:
const a = b as any;
// ERROR:
const c = <any>d;
const e = f as string;
const g = h;
