// One process of the server: how it is started, and what its end means. Knows nothing of VS Code.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Interpreter } from "./interpreter";

export interface Server {
  readonly child: ChildProcessWithoutNullStreams;
  /** What happened, told to a user, once the process has ended by itself. */
  readonly ended: Promise<End>;
}

export interface End {
  readonly reason: string;
  /** Whether another interpreter may do better. */
  readonly tryAnother: boolean;
}

/** A command of ours, isolated from the user's environment as the server is; without arguments, the server itself. */
export function commandLine(interpreter: Interpreter, extensionPath: string, args: readonly string[]): { program: string; args: readonly string[] } {
  const script = join(extensionPath, "server", "layerwise_server.py");
  return { program: interpreter.command, args: [...interpreter.args, "-I", "-X", "utf8", script, ...args] };
}

/** Starts the server, isolated from the user's environment and from the folder that is open. */
export async function startServer(interpreter: Interpreter, extensionPath: string): Promise<Server> {
  const { program, args } = commandLine(interpreter, extensionPath, []);
  const child = spawn(program, [...args], {
    cwd: extensionPath,
    windowsHide: true,
  });
  const ended = new Promise<End>((resolve) => {
    child.on("error", (error) => resolve({ reason: `${interpreter.command} cannot be started: ${error.message}`, tryAnother: true }));
    child.on("exit", (code) => resolve(endOf(code, interpreter.command)));
  });
  if (child.pid !== undefined) {
    await once(child, "spawn");
  }
  return { child, ended };
}

/** What an exit code says; the codes are those of server/layerwise_server.py. */
export function endOf(code: number | null, command: string): End {
  switch (code) {
    case 2: // A Python before 3.4 does not know -I.
    case 70:
      return { reason: `Layerwise needs Python 3.10 or newer, and ${command} is older`, tryAnother: true };
    case 126: // What a shim says, such as pyenv's, whose Python is not there.
    case 127:
      return { reason: `${command} cannot be started: exit code ${code}`, tryAnother: true };
    case 71:
      return { reason: "Layerwise's own Python libraries are missing: install the extension again", tryAnother: false };
    case null:
      return { reason: "The Layerwise server was killed", tryAnother: false };
    default:
      return { reason: `The Layerwise server stopped with exit code ${code}`, tryAnother: false };
  }
}
