/** Why a value is not static, if it holds a template of a kind that this file's tool expands. */
export type TemplateCheck = (text: string) => string | undefined;

const githubExpression = /\$\{\{/;
const braces = /\{\{|\{%/;
/** `$$` is Compose's way to write a dollar. */
const composeVariable = /(?<!\$)(?:\$\$)*\$(?:\{|[A-Za-z_])/;
const shellVariable = /\$\{[A-Za-z_]/;
const supabaseVariable = /^env\(\w+\)$/;

/** GitHub runs no other templates than `${{ }}`; elsewhere `{{ }}` is Helm, Jinja, Go. */
export function isGithubYaml(path: string): boolean {
  return /(^|\/)\.github\//.test(path) || /(^|\/)action\.ya?ml$/.test(path);
}

export function yamlTemplates(path: string): TemplateCheck {
  if (isGithubYaml(path)) return checkOf(githubExpression);
  const isCompose = /(^|\/)[^/]*compose[^/]*\.ya?ml$/.test(path);
  return isCompose ? checkOf(braces, composeVariable) : checkOf(githubExpression, braces);
}

export const tomlTemplates = checkOf(shellVariable, supabaseVariable);
export const dotenvTemplates = checkOf(shellVariable);

function checkOf(...expressions: readonly RegExp[]): TemplateCheck {
  return (text) => {
    if (!expressions.some((expression) => expression.test(text))) return undefined;
    return 'The value is a template that is filled in later.';
  };
}
