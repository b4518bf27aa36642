import { parseXml as parseStrictly, XmlError } from '@rgrove/parse-xml';
import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { commentsBetween } from '../comments.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { mostProblems, treeOf } from './node.ts';
import { xmlTokens } from './xml-scan.ts';
import { xmlTree } from './xml-tree.ts';

/** `*.config` is XML where .NET names it so; an `.svg` is a picture, and the meaning of a `.plist` is not that of its elements. */
export const xml: Language = {
  name: 'xml',
  family: 'config',
  globs: [
    '**/*.{xml,pom,nuspec,csproj,fsproj,vbproj,vcxproj,sqlproj,props,targets}',
    '**/{web,app,nuget,packages,machine,applicationHost,log4net,nlog}.config',
    '**/{Web,App,NuGet,Nuget,Packages,NLog}.config',
    '**/{web,app,Web,App}.*.config',
  ],
  parse: parseXml,
  comments: commentsOf,
};

function parseXml({ path, text }: SourceFile): Parsed {
  const { root, problems } = xmlTree(text, path);
  const all = problems.length > 0 ? problems : strictProblem(text);
  return { tree: treeOf(root), problems: all.slice(0, mostProblems) };
}

/**
 * What a conforming parser says of a file in whose structure we found no fault: undefined characters, `--` in a comment …
 * It expands nothing and fetches nothing; entities that the file declares are unknown to it and to us.
 */
function strictProblem(text: string): readonly SyntaxProblem[] {
  try {
    parseStrictly(text, { ignoreUndefinedEntities: true });
    return [];
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const [message = ''] = error.message.split(/ \(line |\n/);
    const at = Math.min(error.pos, text.length);
    return [{ message: `${message}.`.replace(/\.\.$/, '.'), range: [at, at] }];
  }
}

/** What is between the tokens are comments, processing instructions and the document type with all that it declares. */
function commentsOf({ file: { text } }: Document): readonly Range[] {
  const taken = [...xmlTokens(text)].map(({ range }) => range);
  const between = commentsBetween(text, taken, /<!--[^]*?-->|<\?[^]*?\?>|<!DOCTYPE[^]*/g);
  return between.filter(([start]) => text.startsWith('<!--', start));
}
