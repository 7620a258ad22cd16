// The pages about rules, which come with the extension and are read without a network: as previews of `layerwise-rule:`.
import { commands, type Diagnostic, languages, type QuickPickItem, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { readable, type Rule, rulesOf } from "./rules";

export const SCHEME = "layerwise-rule";

/** Reads a page, `source-before-install.md`, from those of the extension. */
async function read(extension: Uri, page: string): Promise<string> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extension, "docs", "rules", page));
  return readable(new TextDecoder().decode(bytes));
}

export function rulePages(extension: Uri): TextDocumentContentProvider {
  return { provideTextDocumentContent: ({ path }) => read(extension, path.slice(1)) };
}

/** Shows the page about a rule: the one that is given, the one at the cursor, or one that the user picks. */
export async function explainRule(extension: Uri, given?: string): Promise<void> {
  const rules = rulesOf(await read(extension, "README.md"));
  const here = new Set(atCursor().map(codeOf));
  const near = rules.filter(({ code }) => (given === undefined ? here.has(code) : code === given));
  const rule = near.length === 1 ? near[0] : await pick(rules, near);
  if (rule !== undefined) {
    const page = Uri.from({ scheme: SCHEME, path: `/${rule.code}.md` });
    await commands.executeCommand("markdown.showPreview", page).then(undefined, () => window.showTextDocument(page));
  }
}

/** Those at the cursor come first. */
async function pick(rules: readonly Rule[], near: readonly Rule[]): Promise<Rule | undefined> {
  const items: (QuickPickItem & { rule: Rule })[] = [...near, ...rules.filter((rule) => !near.includes(rule))].map((rule) => ({
    label: rule.code,
    description: rule.severity,
    detail: rule.summary,
    rule,
  }));
  const item = await window.showQuickPick(items, { title: "Explain a rule", placeHolder: "What is it about", matchOnDetail: true });
  return item?.rule;
}

function atCursor(): Diagnostic[] {
  const editor = window.activeTextEditor;
  const found = editor && languages.getDiagnostics(editor.document.uri);
  return (found ?? []).filter(({ source, range }) => source === "Layerwise" && editor?.selections.some((selection) => selection.intersection(range)));
}

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}
