// Which Pythons there are on a machine. Knows nothing of VS Code, and starts no Python.
import { posix, win32 } from "node:path";
import { collections, isStub, type Machine, programFolders, searchPath } from "./places";

/** A Python to start: `py -3` has an argument of its own. */
export interface Interpreter {
  readonly command: string;
  readonly args: readonly string[];
}

// By number too: where `python3` is too old, a newer one often lies beside it.
const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/** The interpreters of a machine, best first, none from inside the `forbidden` folders. */
export function interpretersOf(machine: Machine, forbidden: readonly string[]): Interpreter[] {
  const found = [...(machine.platform === "win32" ? onWindows(machine) : onUnix(machine)), ...collected(machine)];
  const { isAbsolute, relative } = machine.platform === "win32" ? win32 : posix;
  const isInside = (folder: string, path: string): boolean => {
    const way = relative(folder, path);
    return !way.startsWith("..") && !isAbsolute(way);
  };
  const allowed = found.filter(
    ({ command }) => machine.isFile(command) && !isStub(machine, command) && !forbidden.some((folder) => isInside(folder, command)),
  );
  return allowed.filter(({ command }, index) => allowed.findIndex((other) => other.command === command) === index);
}

/** A command of the settings as a file: by its name alone, the first on PATH that is no stub; undefined where there is none. */
export function resolved(machine: Machine, command: string): string | undefined {
  const { basename, join } = machine.platform === "win32" ? win32 : posix;
  if (basename(command) !== command) {
    return isStub(machine, command) ? undefined : command;
  }
  const names = machine.platform === "win32" && !/\.exe$/i.test(command) ? [`${command}.exe`] : [command];
  const paths = names.flatMap((name) => searchPath(machine).map((folder) => join(folder, name)));
  return paths.find((path) => machine.isFile(path) && !isStub(machine, path));
}

function onUnix(machine: Machine): Interpreter[] {
  const inFolders = (folders: readonly string[]): string[] => NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
  return [...inFolders(searchPath(machine)), ...inFolders(programFolders(machine))].map(plain);
}

function onWindows(machine: Machine): Interpreter[] {
  const folders = searchPath(machine);
  const local = machine.env["LOCALAPPDATA"] ?? win32.join(machine.home, "AppData", "Local");
  const launchers = [...folders, machine.env["SystemRoot"] ?? "C:\\Windows", win32.join(local, "Programs", "Python", "Launcher")];
  const all = (name: string): Interpreter[] => folders.map((folder) => plain(win32.join(folder, name)));
  return [...launchers.map((folder) => ({ command: win32.join(folder, "py.exe"), args: ["-3"] })), ...all("python.exe"), ...all("python3.exe")];
}

/** The Pythons that lie in folders of their own, the newest of each collection first. */
function collected(machine: Machine): Interpreter[] {
  const { join } = machine.platform === "win32" ? win32 : posix;
  return collections(machine).flatMap(({ folder, names, file }) => {
    const found = machine.list(folder).filter((name) => names.test(name));
    return newestFirst(found).map((name) => plain(join(folder, name, ...file)));
  });
}

/** Names with versions in them, such as cpython-3.13.1-linux-x86_64-gnu, by version. */
function newestFirst(names: readonly string[]): string[] {
  return [...names].sort((one, other) => other.localeCompare(one, "en", { numeric: true }));
}

function plain(command: string): Interpreter {
  return { command, args: [] };
}
