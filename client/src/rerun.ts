// What an edit of the active file would rerun, as a list that leads to the steps.
import { type QuickPickItem, Uri, window, workspace } from "vscode";
import { reveal } from "./reveal";

/** A step that reruns, as the server tells it: its Dockerfile, its line from 0, and why. */
export interface RerunStep {
  readonly uri: string;
  readonly line: number;
  readonly text: string;
  readonly isSure: boolean;
  readonly why: string;
}

export type AskForRerun = (uri: string) => Promise<readonly RerunStep[]>;

interface Item extends QuickPickItem {
  readonly step: RerunStep;
}

export async function showRerun(ask: AskForRerun): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined) {
    return;
  }
  const name = workspace.asRelativePath(document.uri);
  const steps = await ask(document.uri.toString());
  if (steps.length === 0) {
    void window.showInformationMessage(`An edit of ${name} reruns no step of the Dockerfiles in this workspace`);
    return;
  }
  const items: Item[] = steps.map((step) => ({
    label: `${step.isSure ? "$(sync)" : "$(question)"} ${step.text}`,
    description: `${workspace.asRelativePath(Uri.parse(step.uri))}:${step.line + 1}`,
    detail: step.isSure ? step.why : `perhaps: ${step.why}`,
    step,
  }));
  const chosen = await window.showQuickPick(items, { title: `An edit of ${name} reruns`, matchOnDescription: true });
  if (chosen !== undefined) {
    await reveal(Uri.parse(chosen.step.uri), chosen.step.line);
  }
}
