// Which Pythons there are on a machine. Knows nothing of VS Code, and starts no Python.
import { posix, win32 } from "node:path";

/** A Python to start: `py -3` has an argument of its own. */
export interface Interpreter {
  readonly command: string;
  readonly args: readonly string[];
}

/** What is asked of the machine; tests hand in one of their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  isFile(path: string): boolean;
  list(folder: string): readonly string[];
  /** Whether Apple's command-line tools are there: without them /usr/bin/python3 is a shim that opens a dialog. */
  hasCommandLineTools(): boolean;
}

// By number too: where `python3` is too old, a newer one often lies beside it.
const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/** The interpreters of a machine, best first, none from inside the `forbidden` folders. */
export function interpretersOf(machine: Machine, forbidden: readonly string[]): Interpreter[] {
  const found = machine.platform === "win32" ? onWindows(machine) : onUnix(machine);
  const { isAbsolute, relative } = machine.platform === "win32" ? win32 : posix;
  const isInside = (folder: string, path: string): boolean => {
    const way = relative(folder, path);
    return !way.startsWith("..") && !isAbsolute(way);
  };
  // An empty or relative entry of PATH means the current directory, which could be anyone's.
  const allowed = found.filter(({ command }) => isAbsolute(command) && !forbidden.some((folder) => isInside(folder, command)));
  return allowed.filter(({ command }, index) => allowed.findIndex((other) => other.command === command) === index);
}

function onUnix(machine: Machine): Interpreter[] {
  const folders = (machine.env["PATH"] ?? "").split(":");
  const paths = NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
  const isShim = (path: string): boolean =>
    machine.platform === "darwin" && path.startsWith("/usr/bin/") && !machine.hasCommandLineTools();
  const uv = posix.join(machine.env["XDG_DATA_HOME"] ?? posix.join(machine.home, ".local", "share"), "uv", "python");
  const managed = newestFirst(machine.list(uv)).map((name) => posix.join(uv, name, "bin", "python3"));
  return [...paths, ...managed].filter((path) => !isShim(path) && machine.isFile(path)).map(plain);
}

function onWindows(machine: Machine): Interpreter[] {
  // In WindowsApps `python` may be a stub that opens the Store.
  const folders = (machine.env["PATH"] ?? machine.env["Path"] ?? "").split(";").filter((folder) => !/\\WindowsApps\\?$/i.test(folder));
  const all = (name: string): string[] => folders.map((folder) => win32.join(folder, name)).filter((path) => machine.isFile(path));
  const uv = win32.join(machine.env["APPDATA"] ?? machine.home, "uv", "python");
  const managed = newestFirst(machine.list(uv)).map((name) => win32.join(uv, name, "python.exe"));
  return [
    ...all("py.exe").map((command) => ({ command, args: ["-3"] })),
    ...[...all("python.exe"), ...all("python3.exe"), ...managed.filter((path) => machine.isFile(path))].map(plain),
  ];
}

/** uv's folder names, such as cpython-3.13.1-linux-x86_64-gnu, by version. */
function newestFirst(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith("cpython-3.")).sort((one, other) => other.localeCompare(one, "en", { numeric: true }));
}

function plain(command: string): Interpreter {
  return { command, args: [] };
}
