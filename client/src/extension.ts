// The VS Code extension: its commands, what makes the server start anew, and what the user is told.
import { commands, type Disposable, type ExtensionContext, Uri, window, workspace } from "vscode";
import { Choices } from "./choices";
import { chooseContext, type Listed } from "./choose";
import { isReason } from "./concerned";
import { explainRule, rulePages, SCHEME } from "./explainrule";
import { getPython } from "./getPython";
import { Journal } from "./journal";
import { type LogAnswer, readLog } from "./log";
import { PlanView } from "./plan";
import { prove } from "./prove";
import { reportIssue } from "./report";
import { type RerunStep, showRerun } from "./rerun";
import { selectInterpreter } from "./select";
import { LayerwiseServer, type Tell } from "./server";
import { concernsServer, readSettings } from "./settings";
import type { State } from "./status";
import { StatusItems } from "./statusitem";

const GET = "Get Python";
const SELECT = "Select interpreter";
const SHOW_LOG = "Show log";

let server: LayerwiseServer | undefined;

export function activate(context: ExtensionContext): void {
  const journal = new Journal(window.createOutputChannel("Layerwise", { log: true }));
  const started = new LayerwiseServer(context, journal, tellers(journal, () => getPython(() => started.restart())));
  server = started;
  const state = (uri: string): Promise<State | undefined> => started.ask<State>("layerwise/state", { uri });
  const status = new StatusItems(state);
  context.subscriptions.push(
    journal.channel,
    status,
    started.onDidChangePhase((phase) => status.show(phase)),
    started.onDidChangeState((uri) => status.changed(uri)),
    workspace.registerTextDocumentContentProvider(SCHEME, rulePages(context.extensionUri)),
    ...serverCommands(context, started, journal, state),
    ...documentCommands(context, started),
    ...reasonsToRestart(started),
  );
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function tellers(journal: Journal, get: () => Promise<void>): Tell {
  const act = (button: string | undefined): void => {
    if (button === GET) {
      void get();
    } else if (button === SELECT) {
      void selectInterpreter();
    } else if (button === SHOW_LOG) {
      journal.channel.show();
    }
  };
  return {
    complain: (reason, lacksPython) => void window.showErrorMessage(reason, ...(lacksPython ? [GET] : []), SELECT, SHOW_LOG).then(act),
    inform: (what) => void window.showInformationMessage(what, SHOW_LOG).then(act),
  };
}

/** Commands about the server and the extension. */
function serverCommands(context: ExtensionContext, started: LayerwiseServer, journal: Journal, state: (uri: string) => Promise<State | undefined>): Disposable[] {
  const builds = (uri: string): Promise<Listed | undefined> => started.ask<Listed>("layerwise/builds", { uri });
  const choices = new Choices(context.workspaceState);
  const choose = async (uri: string, id: string | null): Promise<void> => {
    await choices.keep(uri, id);
    await started.ask("layerwise/choose", { uri, id });
  };
  return [
    started.onDidChangePhase(({ kind }) => {
      for (const [uri, id] of kind === "running" ? Object.entries(choices.all) : []) {
        void started.ask("layerwise/choose", { uri, id });
      }
    }),
    commands.registerCommand("layerwise.restart", () => started.restart()),
    commands.registerCommand("layerwise.showLog", () => journal.channel.show()),
    commands.registerCommand("layerwise.selectInterpreter", selectInterpreter),
    commands.registerCommand("layerwise.getPython", () => getPython(() => started.restart())),
    commands.registerCommand("layerwise.chooseContext", () => chooseContext(builds, choose)),
    commands.registerCommand("layerwise.reportIssue", () =>
      reportIssue(context, { phase: started.phase, interpreter: started.interpreter, log: journal.lines, state, builds }),
    ),
  ];
}

/** Commands about a Dockerfile. */
function documentCommands(context: ExtensionContext, started: LayerwiseServer): Disposable[] {
  const picture = async (uri: string): Promise<string | undefined> => (await started.ask<{ html: string }>("layerwise/plan", { uri }))?.html;
  const plan = new PlanView(picture, Uri.joinPath(context.extensionUri, "client", "icon.png"));
  return [
    plan,
    commands.registerCommand("layerwise.fixAll", fixAll),
    // The button in the editor's title sends a Uri, a lens the text of one, the palette nothing.
    commands.registerCommand("layerwise.showPlan", (uri?: unknown) => plan.show(uri === undefined ? undefined : String(uri))),
    commands.registerCommand("layerwise.explainRule", (rule?: unknown) => explainRule(context.extensionUri, typeof rule === "string" ? rule : undefined)),
    commands.registerCommand("layerwise.rerun", () => showRerun(async (uri) => (await started.ask<RerunStep[]>("layerwise/rerun", { uri })) ?? [])),
    commands.registerCommand("layerwise.readLog", () => readLog((uri, log) => started.ask<LogAnswer>("layerwise/log", { uri, log }))),
    commands.registerCommand("layerwise.prove", (uri?: unknown, review?: unknown) =>
      prove((of, more) => started.proof(of, more), uri === undefined ? undefined : String(uri), review === true),
    ),
  ];
}

/** The server starts with the first document that it is for, and starts anew when what it was told at its start has changed. */
function reasonsToRestart(started: LayerwiseServer): Disposable[] {
  const wake = (): void => {
    if (!started.isAwake && (readSettings().isWorkspaceWide || workspace.textDocuments.some(isReason))) {
      void started.wake();
    }
  };
  const again = (): void => {
    if (started.isAwake) {
      void started.restart();
    }
  };
  wake();
  return [
    workspace.onDidOpenTextDocument(wake),
    workspace.onDidSaveTextDocument(wake),
    workspace.onDidChangeConfiguration((event) => {
      if (concernsServer(event)) {
        again();
      }
      wake();
    }),
    // The server was told that the workspace is not trusted, and kept from the workspace's own Python.
    workspace.onDidGrantWorkspaceTrust(again),
  ];
}

async function fixAll(): Promise<void> {
  await commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.layerwise", apply: "first" });
}
