// The language server as the editor sees it: started with the first Python that can run it, restarted, stopped.
import { createInterface } from "node:readline";
import { type Disposable, EventEmitter, type ExtensionContext, workspace } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { type Candidate, findCandidates } from "./candidates";
import { HEARD } from "./documents";
import type { Journal } from "./journal";
import { commandLine, type End, type Server, startServer } from "./process";
import type { Command } from "./prove";
import { readSettings } from "./settings";
import type { Phase } from "./status";

// A server that ends more often than this within this time is not started again.
const MOST_CRASHES = 4;
const CRASH_WINDOW = 180_000;

/** A client that logs: what the user has to know is told by `complain`, in our words and once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Tells the user something; never awaited. */
export interface Tell {
  /** What is wrong, and whether the machine lacks a Python. */
  complain(reason: string, lacksPython: boolean): void;
  inform(what: string): void;
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
  #isAwake = false;
  #phase: Phase = { kind: "asleep" };
  #hasSaidItCameBack = false;
  readonly #phases = new EventEmitter<Phase>();
  readonly #news = new EventEmitter<string>();

  /** The server is another way now. */
  readonly onDidChangePhase = this.#phases.event;
  /** The state of a document, by its URI, may have changed. */
  readonly onDidChangeState = this.#news.event;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: Journal,
    private readonly tell: Tell,
  ) {}

  get isAwake(): boolean {
    return this.#isAwake;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** The Python that runs the server, and where it comes from; empty where none does. */
  get interpreter(): string {
    const found = this.#interpreter;
    return found === undefined ? "" : `${[found.command, ...found.args].join(" ")} (${found.origin})`;
  }

  /** Stops the server if it runs, and starts it if it is enabled. */
  restart(): Promise<void> {
    this.#isAwake = true;
    return this.#next(async () => {
      await this.#stop();
      if (readSettings().enable) {
        await this.#start();
      } else {
        this.#become({ kind: "off" });
      }
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  /** Starts the server unless it was started before; settled once it runs or has failed. */
  wake(): Promise<void> {
    return this.#isAwake ? this.#queue : this.restart();
  }

  /** Asks the server, started if need be; undefined where none runs. */
  async ask<T>(method: string, params: object): Promise<T | undefined> {
    await this.wake();
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
    this.#phases.dispose();
    this.#news.dispose();
  }

  #become(phase: Phase): void {
    this.#phase = phase;
    this.#phases.fire(phase);
  }

  #fail(reason: string, lacksPython = false): void {
    this.#become({ kind: "failed", reason });
    this.tell.complain(reason, lacksPython);
  }

  #next(job: () => Promise<void>): Promise<void> {
    this.#wish++;
    if (this.#client === undefined) {
      // A server that is still starting may never answer: nobody waits for it any more.
      this.#server?.child.kill();
    }
    this.#queue = this.#queue.then(job).catch((error: unknown) => {
      this.log.error(String(error));
      this.#fail(`Layerwise: ${error instanceof Error ? error.message : String(error)}`);
    });
    return this.#queue;
  }

  async #start(): Promise<void> {
    const wish = this.#wish;
    this.#become({ kind: "starting" });
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
    this.#fail(last.reason, last.tryAnother && !interpreter);
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
      client.onNotification("layerwise/changed", ({ uri }: { readonly uri: string }) => this.#news.fire(uri));
      client.onDidChangeState(({ newState }) => this.#follow(client, newState));
      this.#become({ kind: "running" });
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
      documentSelector: [...HEARD],
      outputChannel: this.log.channel,
      // The server writes its whole log to stderr; by itself the client would call each line an error.
      stdioOptions: {
        stdout: () => undefined,
        stderr: (lines) => createInterface(lines).on("line", (line) => this.log.info(line)),
      },
      initializationOptions: () => ({ trusted: workspace.isTrusted, status: true }),
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
            this.#sayItComesBack(reason);
            return { action: CloseAction.Restart, handled: true };
          }
          this.#fail(reason);
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
  }

  /** A server that ended by itself is started by its client, not by us. */
  #follow(client: LanguageClient, state: State): void {
    if (client === this.#client && (state === State.Running || state === State.Starting)) {
      this.#become({ kind: state === State.Running ? "running" : "starting" });
    }
  }

  /** Once: who has it happen again and again looks into the log. */
  #sayItComesBack(reason: string): void {
    if (!this.#hasSaidItCameBack) {
      this.#hasSaidItCameBack = true;
      this.tell.inform(`${reason}, and is started again`);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    const server = this.#server;
    this.#client = undefined;
    this.#server = undefined;
    // Disposing may fail where the server is gone already; then there is nothing left to stop.
    await client?.dispose(2000).catch((error: unknown) => this.log.channel.debug(String(error)));
    server?.child.kill();
  }
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
