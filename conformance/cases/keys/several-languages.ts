// ruleid: several-languages
log(1 as number);
// ok: several-languages
const log: string = "";
