import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';

export type ReadFile = (entry: FileEntry) => SourceFile | UnreadFile;
