/**
 * Elements that their vocabularies allow to be repeated. They are items of a sequence even where only one of them is
 * there: a path must not stop to fit when the second is added.
 */
const repeatable = new Set([
  // Maven
  ...['execution', 'arg'],
  // MSBuild
  ...[
    'PropertyGroup',
    'ItemGroup',
    'Target',
    'Import',
    'Using',
    'PackageReference',
    'PackageVersion',
    'ProjectReference',
  ],
  ...['Reference', 'FrameworkReference', 'Compile', 'Content', 'None', 'EmbeddedResource', 'Exec', 'Copy', 'When'],
  // .NET configuration
  ...['add', 'remove', 'location', 'allow', 'deny', 'authorization-rule', 'dependentAssembly'],
  // Android
  ...['activity', 'activity-alias', 'service', 'receiver', 'provider', 'meta-data', 'property', 'package', 'intent'],
  ...['intent-filter', 'action', 'category', 'data', 'uses-permission', 'uses-feature', 'uses-library', 'permission'],
  ...['domain-config', 'domain', 'certificates', 'pin'],
  // Spring, logging
  ...['bean', 'appender', 'logger', 'appender-ref', 'AppenderRef', 'constructor-arg'],
]);

/** Whether an element is an item of a sequence wherever it stands in this parent: `dependencies` → `dependency`. */
export function isListItem(parent: string, child: string): boolean {
  const [one, many] = [localName(child), localName(parent)];
  return repeatable.has(one) || many === `${one}s` || many === `${one}es` || many === one.replace(/y$/, 'ies');
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
