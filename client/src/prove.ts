// A proof of a Dockerfile's fixes with the user's own builder, run as a task: its terminal shows progress, and can stop it.
import { ProcessExecution, Task, TaskPanelKind, TaskRevealKind, TaskScope, tasks, Uri, window, workspace } from "vscode";

/** A program and its arguments. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** The command that proves the fixes of a document, `review` ones too; undefined where there is none. */
export type AskForProof = (uri: string, review: boolean) => Promise<Command | undefined>;

/** Proves the fixes of a Dockerfile as it is saved; without a URI, of the one in the active editor. */
export async function prove(ask: AskForProof, uri?: string, review = false): Promise<void> {
  const document = uri === undefined ? window.activeTextEditor?.document : await workspace.openTextDocument(Uri.parse(uri));
  if (document === undefined) {
    return;
  }
  if (document.isDirty && !(await document.save())) {
    return; // The editor has said why.
  }
  const command = await ask(document.uri.toString(), review);
  if (command === undefined) {
    void window.showErrorMessage("Only a Dockerfile on this machine can be built: save it in a folder first");
    return;
  }
  const name = `Prove ${workspace.asRelativePath(document.uri)}`;
  const task = new Task({ type: "process" }, TaskScope.Workspace, name, "Layerwise", new ProcessExecution(command.program, [...command.args]));
  task.presentationOptions = { reveal: TaskRevealKind.Always, panel: TaskPanelKind.Dedicated, clear: true };
  await tasks.executeTask(task);
}
