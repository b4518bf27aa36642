import fc from 'fast-check';

const name = fc.constantFrom('a', 'b', 'c', 'f', 'g');

const parts = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name,
    fc.constantFrom('1', '"s"', 'true', '/r/g', 'this'),
    fc.tuple(name, fc.array(tie('expression'), { maxLength: 3 })).map(([f, args]) => `${f}(${args.join(', ')})`),
    fc.tuple(name, name).map(([object, property]) => `${object}.${property}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) + (${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) && (${b})`),
    fc.tuple(name, tie('expression')).map(([key, value]) => `({ ${key}: ${value} })`),
    fc.tuple(name, tie('expression')).map(([parameter, body]) => `((${parameter}) => (${body}))`),
    tie('block').map((body) => `(function () ${body})`),
  ),
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('expression').map((value) => `f(${value});`),
    fc.tuple(name, tie('expression')).map(([target, value]) => `${target} = (${value});`),
    fc.tuple(name, tie('expression')).map(([declared, value]) => `var ${declared} = (${value});`),
    fc.tuple(tie('expression'), tie('block')).map(([condition, body]) => `if (${condition}) ${body}`),
    fc.tuple(name, tie('block')).map(([declared, body]) => `function ${declared}(a) ${body}`),
  ),
  block: fc.array(tie('statement'), { maxLength: 2 }).map((body) => `{ ${body.join(' ')} }`),
}));

/** Two or more statements. */
export const program = fc.array(parts.statement, { minLength: 2, maxLength: 4 }).map((body) => body.join('\n'));
