// The settings that the client itself acts on; all others are asked for by the server. Defaults: package.json.
import { type ConfigurationChangeEvent, workspace } from "vscode";

const SECTION = "layerwise";

export interface Settings {
  readonly enable: boolean;
  /** The user's own interpreter; empty where there is none. */
  readonly interpreter: string;
  /** Whether Dockerfiles show their problems that are not open. */
  readonly isWorkspaceWide: boolean;
}

export function readSettings(): Settings {
  const section = workspace.getConfiguration(SECTION);
  return {
    enable: section.get<boolean>("enable") === true,
    interpreter: withHome(section.get<string>("interpreter")?.trim() ?? ""),
    isWorkspaceWide: section.get<string>("scope") === "workspace",
  };
}

/** Whether a change of settings means that the server must be started anew. */
export function concernsServer(event: ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${SECTION}.enable`) || event.affectsConfiguration(`${SECTION}.interpreter`);
}

/** Sets the interpreter for this machine; undefined takes the setting away. */
export async function chooseInterpreter(path: string | undefined): Promise<void> {
  await workspace.getConfiguration(SECTION).update("interpreter", path, true);
}

function withHome(path: string): string {
  return path.replace(/^~(?=[/\\])/, process.env["HOME"] ?? process.env["USERPROFILE"] ?? "~");
}
