/** Stands for each character of what a template fills in: of no meaning to a shell, and in no script that is written. */
export const hidden = '\ue000';

/** Hides `${{ }}` and `{{ }}`, to whatever the shell would take them for; lengths stay as they are. */
export function hideTemplates(script: string): string {
  return script.replace(/\$?\{\{[\s\S]*?\}\}/g, (template) => hidden.repeat(template.length));
}

export function isHidden(text: string): boolean {
  return text.includes(hidden);
}
