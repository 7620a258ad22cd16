// The language status of the active document: a few lines behind the braces of the status bar, and no pop-ups.
import { type Command, commands, Disposable, languages, type LanguageStatusItem, LanguageStatusSeverity, Range, Uri, window } from "vscode";
import { isReason } from "./concerned";
import { TOLD } from "./documents";
import { type Link, type Phase, type Row, rowsOf, type State } from "./status";

// Milliseconds in which news are taken together: with each keypress there are some.
const PAUSE = 100;

/** Asks the server for the state of a document; undefined where it has none. */
export type AskForState = (uri: string) => Promise<State | undefined>;

export class StatusItems implements Disposable {
  readonly #items = new Map<string, LanguageStatusItem>();
  readonly #listener: Disposable;
  #phase: Phase = { kind: "asleep" };
  #pending: NodeJS.Timeout | undefined;
  #asked = 0;

  constructor(private readonly ask: AskForState) {
    this.#listener = window.onDidChangeActiveTextEditor(() => this.#soon());
  }

  /** The server is another way now. */
  show(phase: Phase): void {
    this.#phase = phase;
    this.#soon();
  }

  /** The state of a document may have changed. */
  changed(uri: string): void {
    if (window.activeTextEditor?.document.uri.toString() === uri) {
      this.#soon();
    }
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#listener.dispose();
    this.#draw([]);
  }

  #soon(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      void this.#update();
    }, PAUSE);
  }

  async #update(): Promise<void> {
    const asked = ++this.#asked;
    const document = window.activeTextEditor?.document;
    if (document === undefined || !isReason(document)) {
      this.#draw([]);
      return;
    }
    const state = this.#phase.kind === "running" ? await this.ask(document.uri.toString()).catch(() => undefined) : undefined;
    if (asked === this.#asked) {
      this.#draw(rowsOf(this.#phase, state), state !== undefined);
    }
  }

  /** `isJudged`: whether a build stands in the active document, for the commands that are offered there. */
  #draw(rows: readonly Row[], isJudged = false): void {
    void commands.executeCommand("setContext", "layerwise.isJudged", isJudged);
    for (const [id, item] of this.#items) {
      if (!rows.some((row) => row.id === id)) {
        item.dispose();
        this.#items.delete(id);
      }
    }
    for (const row of rows) {
      const item = this.#items.get(row.id) ?? languages.createLanguageStatusItem(`layerwise.${row.id}`, TOLD);
      this.#items.set(row.id, item);
      item.name = row.name;
      item.text = row.text;
      item.detail = row.detail;
      item.busy = row.isBusy === true;
      item.severity = row.isError ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
      item.command = row.link && commandOf(row.link);
    }
  }
}

function commandOf({ title, command, args = [] }: Link): Command {
  const [uri, line] = args;
  if (command === "vscode.open" && typeof uri === "string" && typeof line === "number") {
    return { title, command, arguments: [Uri.parse(uri), { selection: new Range(line, 0, line, 0) }] };
  }
  return { title, command, arguments: [...args] };
}
