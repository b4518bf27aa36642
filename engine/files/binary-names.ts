const extensions = [
  // Key stores and key rings.
  ...['p12', 'pfx', 'jks', 'keystore', 'kbx', 'gpg', 'der', 'p7b', 'bcfks'],
  ...[
    'png',
    'jpg',
    'jpeg',
    'gif',
    'webp',
    'avif',
    'bmp',
    'ico',
    'icns',
    'tif',
    'tiff',
    'heic',
    'psd',
    'xcf',
    'ai',
    'sketch',
    'fig',
  ],
  ...['woff', 'woff2', 'ttf', 'otf', 'eot', 'ttc'],
  ...[
    'zip',
    'gz',
    'tgz',
    'bz2',
    'xz',
    'zst',
    'br',
    '7z',
    'rar',
    'tar',
    'jar',
    'war',
    'apk',
    'ipa',
    'dmg',
    'iso',
    'deb',
    'rpm',
    'msi',
  ],
  ...['mp3', 'mp4', 'm4a', 'm4v', 'mov', 'avi', 'mkv', 'webm', 'ogg', 'oga', 'ogv', 'wav', 'flac', 'aac'],
  ...['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp', 'epub'],
  ...['wasm', 'exe', 'dll', 'so', 'dylib', 'a', 'o', 'obj', 'lib', 'class', 'pyc', 'pyo', 'node', 'lockb'],
  ...['sqlite', 'sqlite3', 'mdb', 'parquet', 'avro', 'npy', 'npz', 'onnx', 'glb', 'blend'],
] as const;

const known: ReadonlySet<string> = new Set(extensions);

/** Whether a file of this name holds no text by nature, so that nobody expects a policy to have read it. */
export function isBinaryName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 && known.has(name.slice(dot + 1).toLowerCase());
}
