// A build log that the user chooses: its times feed the hovers and the plan of the active Dockerfile.
import { window } from "vscode";

export interface LogAnswer {
  readonly isRead: boolean;
  readonly message: string;
}

export type AskForLog = (uri: string, log: string) => Promise<LogAnswer | undefined>;

export async function readLog(ask: AskForLog): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined) {
    return;
  }
  const [log] = (await window.showOpenDialog({ openLabel: "Read", title: "A build log: docker build --progress=plain . 2>build.log" })) ?? [];
  if (log === undefined) {
    return;
  }
  const answer = await ask(document.uri.toString(), log.toString());
  if (answer === undefined) {
    void window.showErrorMessage("A build log is read for the Dockerfile in the active editor: open one first");
  } else if (answer.isRead) {
    void window.showInformationMessage(`${answer.message}; hovers and the build plan show them`);
  } else {
    void window.showErrorMessage(answer.message);
  }
}
