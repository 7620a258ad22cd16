// The choice of an interpreter by the user: one that is found on this machine, or any file.
import { type QuickPickItem, window } from "vscode";
import { interpretersOf } from "./interpreter";
import { thisMachine } from "./machine";
import { chooseInterpreter } from "./settings";

const AUTOMATIC = "Choose automatically";
const BROWSE = "Find…";

export async function selectInterpreter(): Promise<void> {
  // `py` is left out: the setting holds a file alone.
  const found = interpretersOf(thisMachine, []).filter(({ args }) => args.length === 0);
  const items: QuickPickItem[] = [
    { label: AUTOMATIC, description: "the Python extension's, or the first on this machine" },
    ...found.map(({ command }) => ({ label: command })),
    { label: BROWSE, description: "another file" },
  ];
  const choice = await window.showQuickPick(items, { title: "The Python (3.10 or newer) that runs Layerwise" });
  if (choice?.label === BROWSE) {
    const [file] = (await window.showOpenDialog({ title: "A Python interpreter", canSelectMany: false })) ?? [];
    if (file) {
      await chooseInterpreter(file.fsPath);
    }
  } else if (choice) {
    await chooseInterpreter(choice.label === AUTOMATIC ? undefined : choice.label);
  }
}
