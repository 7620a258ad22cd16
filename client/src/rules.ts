// The rules as the pages that come with the extension list them. Knows nothing of VS Code.

export interface Rule {
  readonly code: string;
  readonly severity: string;
  readonly summary: string;
}

/** The rules in the table of docs/rules/README.md. */
export function rulesOf(table: string): Rule[] {
  return [...table.matchAll(/^\| \[([\w-]+)\]\([\w-]+\.md\) \| (\w+) \| (.+) \|$/gm)].map(([, code = "", severity = "", summary = ""]) => ({ code, severity, summary }));
}

/** A page for a reader: without the comment that says how it is made, the names of example files above their texts. */
export function readable(page: string): string {
  return page.replace(/^<!--[^]*?-->\s*/, "").replace(/^```(\w+) (\S.*)$/gm, "`$2`:\n\n```$1");
}
