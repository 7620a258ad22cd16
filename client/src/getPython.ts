// A Python for those who have none: by a command that the user chooses and sees run, or from its own page.
import {
  commands,
  type Disposable,
  env,
  ProcessExecution,
  type QuickPickItem,
  Task,
  type TaskExecution,
  TaskPanelKind,
  TaskRevealKind,
  tasks,
  TaskScope,
  Uri,
  window,
  workspace,
} from "vscode";
import { thisMachine } from "./machine";
import { type Means, meansOf, words } from "./means";

const NAME = "Get Python";
const SOURCE = "Layerwise";
const PAGE = "https://www.python.org/downloads/";
const OPEN = "Open python.org";
const TRUST = "Manage workspace trust";

interface Item extends QuickPickItem {
  readonly means?: Means;
}

/** Has the user choose how to get a Python, and gets it; `isThere` is called once a command has brought it. */
export async function getPython(isThere: () => Promise<void>): Promise<void> {
  if (!workspace.isTrusted) {
    await explainTrust();
    return;
  }
  const items: Item[] = meansOf(thisMachine).map((means) => ({ label: `$(terminal) ${words(means)}`, description: `in a terminal, by ${means.title}`, means }));
  items.push({ label: `$(link-external) ${OPEN}`, description: "to download an installer; then restart the server" });
  const chosen = await window.showQuickPick(items, { title: "Get a Python for Layerwise (3.10 or newer)", placeHolder: "The command that is chosen runs at once" });
  if (chosen?.means !== undefined) {
    await run(chosen.means, isThere);
  } else if (chosen !== undefined) {
    await env.openExternal(Uri.parse(PAGE));
  }
}

/** In a workspace that is not trusted nothing is started: what would be run could have been put there. */
async function explainTrust(): Promise<void> {
  const message = "No command is run in a workspace that is not trusted: trust it, or get a Python from python.org";
  const chosen = await window.showWarningMessage(message, TRUST, OPEN);
  if (chosen === TRUST) {
    await commands.executeCommand("workbench.trust.manage");
  } else if (chosen === OPEN) {
    await env.openExternal(Uri.parse(PAGE));
  }
}

async function run(means: Means, isThere: () => Promise<void>): Promise<void> {
  const scope = workspace.workspaceFolders === undefined ? TaskScope.Global : TaskScope.Workspace;
  const task = new Task({ type: "process" }, scope, NAME, SOURCE, new ProcessExecution(means.command, [...means.args]));
  task.presentationOptions = { reveal: TaskRevealKind.Always, panel: TaskPanelKind.Dedicated, focus: true };
  const code = await exitCode(task);
  if (code === 0) {
    await isThere();
  } else {
    void window.showErrorMessage(`${means.title} brought no Python${code === undefined ? "" : ` (exit code ${code})`}: its terminal says why`);
  }
}

/** Runs a task; undefined where its program could not be started, or was stopped. */
async function exitCode(task: Task): Promise<number | undefined> {
  const isOurs = ({ task: { name, source } }: TaskExecution): boolean => name === NAME && source === SOURCE;
  const listeners: Disposable[] = [];
  try {
    // A program may end before it is known to have begun.
    const ended = new Promise<number | undefined>((resolve) => {
      listeners.push(
        tasks.onDidEndTaskProcess(({ execution, exitCode: code }) => isOurs(execution) && resolve(code)),
        tasks.onDidEndTask(({ execution }) => isOurs(execution) && resolve(undefined)),
      );
    });
    await tasks.executeTask(task);
    return await ended;
  } finally {
    listeners.forEach((listener) => listener.dispose());
  }
}
