// The VS Code extension: its commands, what makes the server start anew, and what the user is told.
import { commands, type ExtensionContext, window, workspace } from "vscode";
import { selectInterpreter } from "./select";
import { LayerwiseServer } from "./server";
import { concernsServer } from "./settings";

const SELECT = "Select interpreter";
const SHOW_LOG = "Show log";

let server: LayerwiseServer | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel("Layerwise", { log: true });
  const complain = (reason: string): void => {
    void window.showErrorMessage(reason, SELECT, SHOW_LOG).then((button) => {
      if (button === SELECT) {
        void selectInterpreter();
      } else if (button === SHOW_LOG) {
        log.show();
      }
    });
  };
  const started = new LayerwiseServer(context, log, complain);
  server = started;
  context.subscriptions.push(
    log,
    commands.registerCommand("layerwise.restart", () => started.restart()),
    commands.registerCommand("layerwise.showLog", () => log.show()),
    commands.registerCommand("layerwise.selectInterpreter", selectInterpreter),
    commands.registerCommand("layerwise.fixAll", fixAll),
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
