import type { Condition } from '../../../model/range-formula.ts';
import type { DocumentView, LocalBinding, LocalBindings } from '../../matcher.ts';
import type { CodeRange } from '../code-range.ts';
import type { RangeMatcher, Scene } from '../range-matcher.ts';
import { moved, textBinding } from '../text-binding.ts';
import { fails, report, type Path, type RangeTest, type RuleCompiler } from '../rule-compiler.ts';
import { contentOf, sourceText, type Content } from './code-value.ts';
import { embedded, embeddedLanguages } from './embedded.ts';

/** `metavariable-pattern`: a formula about the code, or the text, that is bound. What it binds is bound from there on. */
export function compilePatternCondition(
  { name, language, formula }: Extract<Condition, { kind: 'pattern' }>,
  at: Path,
  compiler: RuleCompiler,
): RangeTest {
  if (language !== undefined && !embeddedLanguages.includes(language)) {
    report(`Text in the language '${language}' cannot be read inside a metavariable.`, [...at, 'language'], compiler);
    return () => fails;
  }
  const inner = { ...compiler, language: language ?? compiler.language, isNested: true, isFrame: false };
  const matcher = compiler.formula(formula, [...at, 'formula'], inner);
  return (range, scene) => {
    const binding = range.bindings[name];
    if (!binding?.range) return fails;
    const found =
      language === undefined
        ? inCode(binding, range, matcher, scene)
        : inText(binding, range, language, matcher, scene);
    return added(found, range.bindings);
  };
}

/** One for each thing that the formula binds anew; what binds nothing new is enough once. */
function added(found: readonly LocalBindings[], known: LocalBindings): readonly LocalBindings[] {
  const extensions = found.map((bindings) => Object.entries(bindings).filter(([name]) => !(name in known)));
  const [first] = extensions.some((entries) => entries.length > 0) ? [] : extensions;
  return first
    ? [{}]
    : extensions.filter((entries) => entries.length > 0).map((entries) => Object.fromEntries(entries));
}

function inCode(
  { node, nodes, range, content }: LocalBinding,
  { bindings }: CodeRange,
  matcher: RangeMatcher,
  scene: Scene,
): readonly LocalBindings[] {
  const all = nodes ?? (node ? [node] : []);
  if (content === true || all.length === 0 || !all.every(({ type }) => isProgram(type, all.length))) return fails;
  const extent = { range: range!, nodes: all };
  return matcher.find({ ...scene, given: bindings, extent, whole: range! }).map((found) => found.bindings);
}

/** Only expressions and statements are programs of their own: no lists of arguments, no parameters, no types. */
function isProgram(type: string, count: number): boolean {
  if (/(Statement|Declaration)$/.test(type)) return true;
  return count === 1 && !notExpressions.test(type);
}

const notExpressions =
  /^(ObjectPattern|ArrayPattern|RestElement|AssignmentPattern|JSXAttribute|JSXText|JSXSpreadAttribute|TS\w*(Keyword|Type|Reference|Literal|Signature|Parameter|Annotation|Query|Operator|Predicate|Property))$/;

function inText(
  binding: LocalBinding,
  { bindings }: CodeRange,
  language: string,
  matcher: RangeMatcher,
  scene: Scene,
): readonly LocalBindings[] {
  const { view } = scene;
  const content = contentOf(binding, view) ?? (language === 'generic' ? sliceOf(binding, view) : undefined);
  const document = content && embedded(view, content, language);
  if (!document || !matcher.mayHold(document)) return fails;
  const whole = [0, content.text.length] as const;
  const found = matcher.find({ ...alone(scene), view: document, given: bindings, whole });
  return found.map((range) => outside(range.bindings, bindings, content, view));
}

/** Nothing of what holds for the code around. */
function alone({ dialect, effort }: Scene): Pick<Scene, 'dialect' | 'effort'> {
  return { dialect, effort };
}

function sliceOf(binding: LocalBinding, view: DocumentView): Content {
  return { text: sourceText(binding, view), range: binding.range! };
}

/** What is bound in embedded text, at its place in the file. Code of it stays code: a name in it may be the same as one outside. */
function outside(bindings: LocalBindings, known: LocalBindings, { range }: Content, view: DocumentView): LocalBindings {
  const { path } = view.document.file;
  const entries = Object.entries(bindings).filter(([name]) => !(name in known));
  return Object.fromEntries(
    entries.map(([name, { text, range: at, node, nodes, content }]) => {
      const place = moved(at ?? [0, 0], range[0]);
      const isCode = content !== true && node !== undefined;
      return [
        name,
        isCode ? { text, path, range: place, node, ...(nodes && { nodes }) } : textBinding(text, place, path),
      ];
    }),
  );
}
