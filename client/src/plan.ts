// The build plan beside its Dockerfile: a picture from the server, which follows edits and leads to lines.
import { randomBytes } from "node:crypto";
import { type Disposable, type TextDocument, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { page } from "./planpage";
import { reveal } from "./reveal";

// Milliseconds without an edit before the picture is drawn again.
const PAUSE = 300;

/** Asks the server for the picture of a document's build, as HTML; undefined where there is none. */
export type AskForPlan = (uri: string) => Promise<string | undefined>;

export class PlanView implements Disposable {
  #panel: WebviewPanel | undefined;
  #document: TextDocument | undefined;
  #pending: NodeJS.Timeout | undefined;
  readonly #listener: Disposable;

  constructor(
    private readonly ask: AskForPlan,
    private readonly icon: Uri,
  ) {
    this.#listener = workspace.onDidChangeTextDocument(({ document }) => {
      if (document === this.#document) {
        clearTimeout(this.#pending);
        this.#pending = setTimeout(() => void this.#draw(), PAUSE);
      }
    });
  }

  /** Shows the plan of a Dockerfile; without a URI, of the one in the active editor. */
  async show(uri?: string): Promise<void> {
    const document = uri === undefined ? window.activeTextEditor?.document : await workspace.openTextDocument(Uri.parse(uri));
    if (document === undefined) {
      return;
    }
    this.#document = document;
    if (this.#panel === undefined) {
      this.#panel = this.#open();
    } else {
      this.#panel.reveal(undefined, true);
    }
    await this.#draw();
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#listener.dispose();
    this.#panel?.dispose();
  }

  #open(): WebviewPanel {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel("layerwise.plan", "Build plan", place, { enableScripts: true, localResourceRoots: [] });
    panel.iconPath = this.icon;
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#document = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (this.#document !== undefined && typeof message === "object" && message !== null && "line" in message && typeof message.line === "number") {
        void reveal(this.#document.uri, message.line - 1);
      }
    });
    return panel;
  }

  async #draw(): Promise<void> {
    const document = this.#document;
    const panel = this.#panel;
    if (document === undefined || panel === undefined) {
      return;
    }
    const html = await this.ask(document.uri.toString());
    if (this.#panel === panel && this.#document === document) {
      panel.title = `Build plan: ${workspace.asRelativePath(document.uri)}`;
      panel.webview.html = page(html ?? "<p>There is no build in this file.</p>", randomBytes(16).toString("base64url"));
    }
  }
}
