// A language client small enough for a demonstration: requests, notifications and awaited diagnostics over stdio.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { Problem, ROOT } from "../setup/shell.mjs";

const TIME_LIMIT = 30_000;

export class Client {
  #server;
  #received = Buffer.alloc(0);
  #requests = new Map();
  #waiting = [];
  #talk = "";
  #lastId = 0;

  /** Starts the server as the VS Code client does. */
  constructor(python) {
    const script = join(ROOT, "server", "layerwise_server.py");
    this.#server = spawn(python.executable, ["-I", "-X", "utf8", script], { cwd: ROOT });
    this.#server.stdout.on("data", (chunk) => this.#receive(chunk));
    this.#server.stderr.setEncoding("utf8").on("data", (text) => (this.#talk += text));
    this.#server.stdin.on("error", () => {});
    this.#server.on("error", (error) => this.#fail(error.message));
    this.#server.on("close", (code) => this.#fail(`it stopped with exit code ${code}`));
  }

  /** The result of a request. */
  request(method, params) {
    const id = ++this.#lastId;
    this.#send({ id, method, params });
    return this.#inTime(method, (resolve, reject) => this.#requests.set(id, { resolve, reject }));
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  /** The next notification of this kind that fits. */
  next(method, fits = () => true) {
    return this.#inTime(method, (resolve, reject) => this.#waiting.push({ method, fits, resolve, reject }));
  }

  /** Ends the conversation; a request that failed inside the server was answered empty and logged. */
  async stop() {
    await this.request("shutdown", null);
    this.notify("exit", null);
    this.#server.stdin.end();
    if (/^ERROR/m.test(this.#talk)) {
      throw this.#problem("it logged an error");
    }
  }

  kill() {
    this.#server.kill();
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.#server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#server.stdin.write(body);
  }

  #inTime(method, start) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#problem(`no answer to ${method} in 30 s`)), TIME_LIMIT);
      const end = (settle) => (value) => {
        clearTimeout(timer);
        settle(value);
      };
      start(end(resolve), end(reject));
    });
  }

  #receive(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const start = this.#received.indexOf("\r\n\r\n") + 4;
      if (start < 4) {
        return;
      }
      const length = Number(/content-length: *(\d+)/i.exec(this.#received.toString("latin1", 0, start))?.[1]);
      if (this.#received.length < start + length) {
        return;
      }
      const message = JSON.parse(this.#received.toString("utf8", start, start + length));
      this.#received = this.#received.subarray(start + length);
      this.#handle(message);
    }
  }

  #handle(message) {
    if (message.method !== undefined && message.id !== undefined) {
      // The server's own requests: nothing was declared that would need an answer.
      this.#send({ id: message.id, result: null });
    } else if (message.method !== undefined) {
      const heard = this.#waiting.filter(({ method, fits }) => method === message.method && fits(message.params));
      this.#waiting = this.#waiting.filter((waiting) => !heard.includes(waiting));
      heard.forEach(({ resolve }) => resolve(message.params));
    } else {
      const { resolve, reject } = this.#requests.get(message.id);
      this.#requests.delete(message.id);
      if (message.error) {
        reject(this.#problem(message.error.message));
      } else {
        resolve(message.result);
      }
    }
  }

  #fail(reason) {
    for (const { reject } of [...this.#requests.values(), ...this.#waiting]) {
      reject(this.#problem(reason));
    }
  }

  #problem(reason) {
    const said = this.#talk.trim().split("\n").at(-1);
    return new Problem(`the language server failed: ${reason}${said ? ` (${said})` : ""}`);
  }
}
