import { anything, either, keys, list, listOf, map, mapOf, oneOrMore, scalar, type Schema } from './schema.ts';

const person = either(keys('name email url'), scalar);
const link = either(keys('url type'), scalar);
const dependencies = map;
const engine = oneOrMore(keys('name version onFail'));
const optional = mapOf({ type: 'object', properties: { optional: scalar } });

/** docs.npmjs.com/cli/configuring-npm/package-json. Tools keep settings of their own in it: at its top everything can be. */
export const packageJson: Schema = {
  type: 'object',
  properties: {
    ...keys('name version description homepage main module types typings type packageManager private license readme')
      .properties,
    browserslist: either(scalar, list, mapOf(either(scalar, list))),
    keywords: either(list, scalar),
    bugs: either(keys('url email'), scalar),
    author: person,
    contributors: listOf(person),
    maintainers: listOf(person),
    funding: either(link, listOf(link)),
    files: list,
    exports: anything,
    imports: anything,
    bin: either(map, scalar),
    man: oneOrMore(scalar),
    repository: either(keys('type url directory'), scalar),
    scripts: map,
    dependencies,
    devDependencies: dependencies,
    optionalDependencies: dependencies,
    peerDependencies: dependencies,
    peerDependenciesMeta: optional,
    bundleDependencies: either(list, scalar),
    bundledDependencies: either(list, scalar),
    resolutions: map,
    engines: map,
    devEngines: keys('', { os: engine, cpu: engine, libc: engine, runtime: engine, packageManager: engine }),
    os: oneOrMore(scalar),
    cpu: oneOrMore(scalar),
    libc: oneOrMore(scalar),
    workspaces: either(list, {
      type: 'object',
      properties: { packages: list, nohoist: list, catalog: map, catalogs: mapOf(map) },
    }),
  },
};
