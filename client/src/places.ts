// Where Pythons and programs lie on a machine without being on PATH: a window started from a menu has a shell's PATH on
// few systems, and what was installed a moment ago is on no PATH yet.
import { posix, win32 } from "node:path";

/** What is asked of the machine; tests hand in one of their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Whether programs run with all rights already. */
  readonly isRoot: boolean;
  isFile(path: string): boolean;
  list(folder: string): readonly string[];
  /** Whether Apple's command-line tools are there: without them /usr/bin/python3 is a shim that opens a dialog. */
  hasCommandLineTools(): boolean;
}

/** The folders of PATH; an empty or relative one means the current directory, which could be anyone's. */
export function searchPath(machine: Machine): string[] {
  const isWindows = machine.platform === "win32";
  const folders = (machine.env["PATH"] ?? machine.env["Path"] ?? "").split(isWindows ? ";" : ":");
  return folders.filter((folder) => (isWindows ? win32 : posix).isAbsolute(folder));
}

/** Whether a file only looks like a Python: Apple's and Microsoft's stubs open a dialog, or the Store. */
export function isStub(machine: Machine, path: string): boolean {
  switch (machine.platform) {
    case "darwin":
      return /^\/usr\/bin\/(python|git)/.test(path) && !machine.hasCommandLineTools();
    case "win32":
      return /\\Microsoft\\WindowsApps\\[^\\]*$/i.test(win32.normalize(path));
    default:
      return false;
  }
}

/** A program by its name, on PATH or where its own installer puts it; undefined where there is none. */
export function findProgram(machine: Machine, name: string): string | undefined {
  const { join } = machine.platform === "win32" ? win32 : posix;
  const file = machine.platform === "win32" ? `${name}.exe` : name;
  // An alias of the Windows Store, as winget's, can be run though not looked at: its folder tells of it.
  const isThere = (folder: string): boolean => machine.isFile(join(folder, file)) || (machine.platform === "win32" && machine.list(folder).includes(file));
  const folder = [...searchPath(machine), ...programFolders(machine)].find(isThere);
  return folder === undefined ? undefined : join(folder, file);
}

/** Folders that are on PATH in a shell, though perhaps not in a window. */
export function programFolders({ platform, env, home }: Machine): string[] {
  const inHome = (...parts: string[]): string => (platform === "win32" ? win32 : posix).join(home, ...parts);
  switch (platform) {
    case "win32": {
      const local = env["LOCALAPPDATA"] ?? inHome("AppData", "Local");
      return [inHome(".local", "bin"), inHome(".cargo", "bin"), win32.join(local, "Microsoft", "WindowsApps")];
    }
    case "darwin":
      return ["/opt/homebrew/bin", "/usr/local/bin", inHome(".local", "bin"), inHome(".cargo", "bin")];
    default:
      return ["/home/linuxbrew/.linuxbrew/bin", inHome(".linuxbrew", "bin"), inHome(".local", "bin"), inHome(".cargo", "bin")];
  }
}

/** Folders in which each Python has a folder of its own, and where in that it lies. */
export interface Collection {
  readonly folder: string;
  /** What the names of those folders look like, version and all. */
  readonly names: RegExp;
  readonly file: readonly string[];
}

const VERSIONS = /^3\.\d+/;
const UNIX = ["bin", "python3"];
const WINDOWS = ["python.exe"];

/** The collections of a machine, those that their tools keep in order first. */
export function collections({ platform, env, home }: Machine): Collection[] {
  const own = env["UV_PYTHON_INSTALL_DIR"];
  const uv = { names: /^cpython-3\.\d+/ };
  if (platform === "win32") {
    const roaming = env["APPDATA"] ?? win32.join(home, "AppData", "Roaming");
    const local = env["LOCALAPPDATA"] ?? win32.join(home, "AppData", "Local");
    const programs = env["ProgramFiles"] ?? "C:\\Program Files";
    const here = (folder: string, names: RegExp): Collection => ({ folder, names, file: WINDOWS });
    return [
      ...(own === undefined ? [] : [here(own, uv.names)]),
      here(win32.join(roaming, "uv", "data", "python"), uv.names),
      here(win32.join(roaming, "uv", "python"), uv.names),
      here(win32.join(local, "Programs", "Python"), /^Python3\d+$/),
      here(win32.join(local, "Python"), /^pythoncore-3\.\d+/),
      here(programs, /^Python3\d+$/),
      here(win32.join(home, ".pyenv", "pyenv-win", "versions"), VERSIONS),
      here(home, /^(mini|ana)(conda|forge)3$/i),
      here(win32.join(home, "scoop", "apps", "python"), /^current$/),
    ];
  }
  const data = env["XDG_DATA_HOME"] ?? posix.join(home, ".local", "share");
  const here = (folder: string, names: RegExp): Collection => ({ folder, names, file: UNIX });
  return [
    ...(own === undefined ? [] : [here(own, uv.names)]),
    here(posix.join(data, "uv", "python"), uv.names),
    here(posix.join(env["PYENV_ROOT"] ?? posix.join(home, ".pyenv"), "versions"), VERSIONS),
    here(posix.join(env["MISE_DATA_DIR"] ?? posix.join(data, "mise"), "installs", "python"), VERSIONS),
    here(posix.join(env["ASDF_DATA_DIR"] ?? posix.join(home, ".asdf"), "installs", "python"), VERSIONS),
    ...(platform === "darwin" ? [here("/Library/Frameworks/Python.framework/Versions", VERSIONS)] : []),
    here(home, /^(mini|ana)(conda|forge)3$/i),
    here("/opt", /^(mini|ana)(conda|forge)3$/i),
  ];
}
