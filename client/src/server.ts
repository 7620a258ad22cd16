// The language server as the editor sees it: started with the first Python that can run it, restarted, stopped.
import { createInterface } from "node:readline";
import { type Disposable, type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { type Candidate, findCandidates } from "./candidates";
import { commandLine, type End, type Server, startServer } from "./process";
import type { Command } from "./prove";
import { readSettings } from "./settings";

// A server that ends more often than this within this time is not started again.
const MOST_CRASHES = 4;
const CRASH_WINDOW = 180_000;

/** A client that logs: what the user has to know is told by `complain`, in our words and once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class LayerwiseServer implements Disposable {
  #client: LanguageClient | undefined;
  #server: Server | undefined;
  /** The one that the running server was started with. */
  #interpreter: Candidate | undefined;
  /** Starts and stops follow one another: each waits for the one before. */
  #queue: Promise<void> = Promise.resolve();
  /** Counts what was asked for, so that a start knows when it is no longer wanted. */
  #wish = 0;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
    /** Tells the user what is wrong, and whether the machine lacks a Python; never awaited. */
    private readonly complain: (reason: string, lacksPython?: boolean) => void,
  ) {}

  /** Stops the server if it runs, and starts it if it is enabled. */
  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      if (readSettings().enable) {
        await this.#start();
      }
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  /** Asks the running server; undefined where none runs. */
  async ask<T>(method: string, params: object): Promise<T | undefined> {
    const answer = await this.#client?.sendRequest<T | null>(method, params);
    return answer ?? undefined;
  }

  /** The command that proves the fixes of a document: our command line with the server's own interpreter. */
  async proof(uri: string, review: boolean): Promise<Command | undefined> {
    const args = await this.ask<string[]>("layerwise/prove", { uri, review });
    return args === undefined || this.#interpreter === undefined ? undefined : commandLine(this.#interpreter, this.context.extensionPath, args);
  }

  dispose(): void {
    void this.stop();
  }

  #next(job: () => Promise<void>): Promise<void> {
    this.#wish++;
    if (this.#client === undefined) {
      // A server that is still starting may never answer: nobody waits for it any more.
      this.#server?.child.kill();
    }
    this.#queue = this.#queue.then(job).catch((error: unknown) => {
      this.log.error(String(error));
      this.complain(`Layerwise: ${error instanceof Error ? error.message : String(error)}`);
    });
    return this.#queue;
  }

  async #start(): Promise<void> {
    const wish = this.#wish;
    const { interpreter } = readSettings();
    const none = interpreter
      ? `${interpreter} is not there, or opens a dialog only: set layerwise.interpreter to a Python`
      : "Layerwise needs Python 3.10 or newer, and none was found";
    let last: End = { reason: none, tryAnother: true };
    for (const candidate of await findCandidates()) {
      this.log.info(`Starting with ${[candidate.command, ...candidate.args].join(" ")} (${candidate.origin})`);
      const end = await this.#startWith(candidate);
      if (end === undefined || wish !== this.#wish) {
        return;
      }
      this.log.error(end.reason);
      last = end;
      if (!end.tryAnother) {
        break;
      }
    }
    this.complain(last.reason, last.tryAnother && !interpreter);
  }

  /** Starts one client with one interpreter; returns why it failed. */
  async #startWith(candidate: Candidate): Promise<End | undefined> {
    const launch = async (): Promise<Server["child"]> => {
      this.#server = await startServer(candidate, this.context.extensionPath);
      return this.#server.child;
    };
    const client = new QuietClient("layerwise", "Layerwise", launch, this.#options());
    try {
      await client.start();
      this.#client = client;
      this.#interpreter = candidate;
      return undefined;
    } catch (error) {
      const ended = await Promise.race([this.#server?.ended, pause(2000)]);
      this.#server?.child.kill();
      return ended ?? { reason: `The Layerwise server did not start: ${String(error)}`, tryAnother: false };
    }
  }

  #options(): LanguageClientOptions {
    let crashes: number[] = [];
    return {
      documentSelector: [
        { language: "dockerfile", scheme: "file" },
        { language: "dockerfile", scheme: "untitled" },
        { language: "dockerfile", scheme: "vscode-vfs" },
        // Configuration counts as it stands in the editor, saved or not.
        { scheme: "file", pattern: "**/{layerwise,.layerwise,pyproject}.toml" },
        // Each editor calls the language of ignore files otherwise.
        { pattern: "**/.dockerignore", scheme: "file" },
        { pattern: "**/*.dockerignore", scheme: "file" },
      ],
      outputChannel: this.log,
      // The server writes its whole log to stderr; by itself the client would call each line an error.
      stdioOptions: {
        stdout: () => undefined,
        stderr: (lines, log) => createInterface(lines).on("line", (line) => log.info(line)),
      },
      initializationOptions: { trusted: workspace.isTrusted },
      diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: async () => {
          const client = this.#client;
          if (client === undefined) {
            // It never started: #startWith says why.
            return { action: CloseAction.DoNotRestart, handled: true };
          }
          const wasRunning = client.state === State.Running;
          const end = await Promise.race([this.#server?.ended, pause(1000)]);
          const reason = end?.reason ?? "The connection to the Layerwise server was lost";
          this.log.error(reason);
          crashes = [...crashes.filter((time) => Date.now() - time < CRASH_WINDOW), Date.now()];
          if (wasRunning && crashes.length <= MOST_CRASHES) {
            return { action: CloseAction.Restart, handled: true };
          }
          this.complain(reason);
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    const server = this.#server;
    this.#client = undefined;
    this.#server = undefined;
    // Disposing may fail where the server is gone already; then there is nothing left to stop.
    await client?.dispose(2000).catch((error: unknown) => this.log.debug(String(error)));
    server?.child.kill();
  }
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
