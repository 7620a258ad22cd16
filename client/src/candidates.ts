// Which interpreters to try for the server, in which order, and where each comes from.
import { extensions, Uri, workspace } from "vscode";
import { type Interpreter, interpretersOf, resolved } from "./interpreter";
import { thisMachine } from "./machine";
import { isStub } from "./places";
import { readSettings } from "./settings";

export interface Candidate extends Interpreter {
  /** Where it comes from, for the log and messages. */
  readonly origin: string;
}

/** The part of the Python extension's API that is used here. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(environment: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
  };
}

/** The user's setting and no other; else the Python extension's choice, then those of the machine. */
export async function findCandidates(): Promise<Candidate[]> {
  const { interpreter } = readSettings();
  if (interpreter) {
    const command = resolved(thisMachine, interpreter);
    return command === undefined ? [] : [{ command, args: [], origin: "setting layerwise.interpreter" }];
  }
  // An untrusted workspace could bring a Python of its own: by the Python extension's settings, or on PATH.
  const folders = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const forbidden = workspace.isTrusted ? [] : folders;
  const onMachine = interpretersOf(thisMachine, forbidden).map((found) => ({ ...found, origin: "found on this machine" }));
  const chosen = workspace.isTrusted ? await chosenInPythonExtension() : undefined;
  return chosen === undefined || isStub(thisMachine, chosen) ? onMachine : [{ command: chosen, args: [], origin: "Python extension" }, ...onMachine];
}

async function chosenInPythonExtension(): Promise<string | undefined> {
  const extension = extensions.getExtension<PythonApi>("ms-python.python");
  try {
    const environments = (await extension?.activate())?.environments;
    const path = environments?.getActiveEnvironmentPath(workspace.workspaceFolders?.[0]?.uri);
    return path && (await environments?.resolveEnvironment(path))?.executable.uri?.fsPath;
  } catch {
    // Its trouble is not ours: there are other Pythons to try.
    return undefined;
  }
}
