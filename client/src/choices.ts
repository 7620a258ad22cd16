// Which build of a document its user has chosen, kept with the workspace: the server forgets it whenever it ends.
import type { Memento } from "vscode";

const KEY = "layerwise.choices";

export class Choices {
  constructor(private readonly memento: Memento) {}

  /** The chosen builds by the URIs of documents. */
  get all(): Readonly<Record<string, string>> {
    return this.memento.get<Record<string, string>>(KEY, {});
  }

  /** Remembers a choice; null takes it away. */
  async keep(uri: string, id: string | null): Promise<void> {
    const { [uri]: _, ...others } = this.all;
    await this.memento.update(KEY, id === null ? others : { ...others, [uri]: id });
  }
}
