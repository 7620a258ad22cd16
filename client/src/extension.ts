// The VS Code extension: its commands, what makes the server start anew, and what the user is told.
import { commands, type ExtensionContext, window, workspace } from "vscode";
import { getPython } from "./getPython";
import { type LogAnswer, readLog } from "./log";
import { PlanView } from "./plan";
import { prove } from "./prove";
import { type RerunStep, showRerun } from "./rerun";
import { selectInterpreter } from "./select";
import { LayerwiseServer } from "./server";
import { concernsServer } from "./settings";

const GET = "Get Python";
const SELECT = "Select interpreter";
const SHOW_LOG = "Show log";

let server: LayerwiseServer | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel("Layerwise", { log: true });
  const get = (): Promise<void> => getPython(() => started.restart());
  const complain = (reason: string, lacksPython = false): void => {
    void window.showErrorMessage(reason, ...(lacksPython ? [GET] : []), SELECT, SHOW_LOG).then((button) => {
      if (button === GET) {
        void get();
      } else if (button === SELECT) {
        void selectInterpreter();
      } else if (button === SHOW_LOG) {
        log.show();
      }
    });
  };
  const started = new LayerwiseServer(context, log, complain);
  server = started;
  const plan = new PlanView(async (uri) => (await started.ask<{ html: string }>("layerwise/plan", { uri }))?.html);
  context.subscriptions.push(
    log,
    plan,
    commands.registerCommand("layerwise.restart", () => started.restart()),
    commands.registerCommand("layerwise.showLog", () => log.show()),
    commands.registerCommand("layerwise.selectInterpreter", selectInterpreter),
    commands.registerCommand("layerwise.getPython", get),
    commands.registerCommand("layerwise.fixAll", fixAll),
    // The button in the editor's title sends a Uri, a lens the text of one, the palette nothing.
    commands.registerCommand("layerwise.showPlan", (uri?: unknown) => plan.show(uri === undefined ? undefined : String(uri))),
    commands.registerCommand("layerwise.rerun", () => showRerun(async (uri) => (await started.ask<RerunStep[]>("layerwise/rerun", { uri })) ?? [])),
    commands.registerCommand("layerwise.readLog", () => readLog((uri, log) => started.ask<LogAnswer>("layerwise/log", { uri, log }))),
    commands.registerCommand("layerwise.prove", (uri?: unknown, review?: unknown) =>
      prove((of, more) => started.proof(of, more), uri === undefined ? undefined : String(uri), review === true),
    ),
    workspace.onDidChangeConfiguration((event) => {
      if (concernsServer(event)) {
        void started.restart();
      }
    }),
    // The server was told that the workspace is not trusted, and kept from the workspace's own Python.
    workspace.onDidGrantWorkspaceTrust(() => started.restart()),
  );
  void started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function fixAll(): Promise<void> {
  await commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.layerwise", apply: "first" });
}
