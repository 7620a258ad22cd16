// A report about a problem, as an untitled document: the user reads it, and sends it or does not.
import { homedir, release } from "node:os";
import { env, type ExtensionContext, type TextDocument, version, window, workspace } from "vscode";
import type { Listed } from "./choose";
import { masked, type Private } from "./mask";
import { reportOf } from "./reporttext";
import type { Phase, State } from "./status";

/** What is known of the server. */
export interface Known {
  readonly phase: Phase;
  readonly interpreter: string;
  readonly log: readonly string[];
  state(uri: string): Promise<State | undefined>;
  builds(uri: string): Promise<Listed | undefined>;
}

export async function reportIssue(context: ExtensionContext, known: Known): Promise<void> {
  const document = window.activeTextEditor?.document;
  const uri = document?.uri.toString() ?? "";
  // A server that does not answer is what the report may be about.
  const state = await known.state(uri).catch(() => undefined);
  const listed = await known.builds(uri).catch(() => undefined);
  const text = reportOf({
    extension: String(context.extension.packageJSON.version),
    editor: `${env.appName} ${version}`,
    system: `${process.platform} ${process.arch} ${release()}`,
    // The kind alone, such as ssh-remote: some name a machine here.
    remote: env.remoteName === undefined ? "" : (/^[a-z-]+$/.exec(env.remoteName)?.[0] ?? "another machine"),
    isTrusted: workspace.isTrusted,
    folders: workspace.workspaceFolders?.length ?? 0,
    server: known.phase.kind === "failed" ? `failed: ${known.phase.reason}` : known.phase.kind,
    interpreter: known.interpreter,
    document: document === undefined ? "" : describe(document, state),
    builds: (listed?.builds ?? []).map(({ label, context: place, target, chosen }) => `${label}; context ${place}${target === null ? "" : `, target ${target}`}${chosen ? ", chosen" : ""}`),
    settings: changedSettings(context),
    log: known.log,
  });
  const report = await workspace.openTextDocument({ language: "markdown", content: masked(text, privatePaths()) });
  await window.showTextDocument(report);
}

function describe(document: TextDocument, state: State | undefined): string {
  const told = state && `; context ${state.context} (${state.origin}), findings: ${state.findings}, history: ${state.history}, commits: ${state.commits}`;
  return `${workspace.asRelativePath(document.uri)}, ${document.languageId}, ${document.lineCount} lines${told ?? ""}`;
}

/** Those of ours that differ from the manifest's defaults, as they hold for the workspace. */
function changedSettings(context: ExtensionContext): Record<string, unknown> {
  const declared = context.extension.packageJSON.contributes.configuration.properties as Record<string, { readonly default: unknown }>;
  const values = Object.entries(declared).map(([name, { default: usual }]) => [name, workspace.getConfiguration().get<unknown>(name), usual] as const);
  return Object.fromEntries(values.filter(([, value, usual]) => JSON.stringify(value) !== JSON.stringify(usual)).map(([name, value]) => [name, value]));
}

function privatePaths(): Private[] {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }, index) => ({ path: uri.fsPath, shown: `<folder ${index + 1}>` }));
  return [...folders, { path: homedir(), shown: "~" }];
}
