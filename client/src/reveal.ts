// A place in a file, shown in the editor that has it already, else in a new one.
import { Range, type Uri, ViewColumn, window } from "vscode";

export async function reveal(uri: Uri, line: number): Promise<void> {
  const open = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const place = new Range(line, 0, line, 0);
  await window.showTextDocument(uri, { viewColumn: open?.viewColumn ?? ViewColumn.One, selection: place });
}
