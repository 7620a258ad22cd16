// The extension's log, whose last lines are at hand for a report; what is only traced is not kept.
import type { LogOutputChannel } from "vscode";

const MOST = 60;

export class Journal {
  readonly #lines: string[] = [];

  constructor(readonly channel: LogOutputChannel) {}

  /** The last lines, the oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  info(line: string): void {
    this.channel.info(line);
    this.#keep(line);
  }

  error(line: string): void {
    this.channel.error(line);
    this.#keep(`error: ${line}`);
  }

  #keep(line: string): void {
    this.#lines.push(line);
    this.#lines.splice(0, this.#lines.length - MOST);
  }
}
