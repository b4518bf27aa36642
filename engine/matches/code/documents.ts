import { compileGlobs } from '../../documents/glob-list.ts';
import { javascript } from '../../documents/javascript/javascript.ts';
import type { Family } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';

const isJavascriptPath = compileGlobs(javascript.globs);

/** Whether code of this language could stand in a file, judged before it is read. */
export function speaksOfCode(path: string, family: Family | undefined): boolean {
  return family === 'code' || (family === undefined && isJavascriptPath(path));
}

export function isCode(view: DocumentView): boolean {
  return view.document.language === javascript.name;
}
