// Finds a Python that can run the server, and something that can install Python packages.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem, run } from "./shell.mjs";

const WINDOWS = process.platform === "win32";
const OLDEST = [3, 10];
const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const PROBE = "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";

/** The first Python on this machine that is new enough: its path and version. */
export async function findPython() {
  const tooOld = [];
  for (const [command, ...args] of candidates()) {
    const { code, output } = await run(command, [...args, "-c", PROBE], { timeout: 20_000 });
    const [, version, executable] = /^(\d+\.\d+\.\d+)\r?\n(.+?)\r?\n/m.exec(output) ?? [];
    if (code !== 0 || !version) {
      continue;
    }
    const [major, minor] = version.split(".").map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
      return { executable, version };
    }
    tooOld.push(`${executable} is ${version}`);
  }
  const found = tooOld.length ? [...new Set(tooOld)].join(", ") : "none is on PATH";
  throw new Problem(`needs Python ${OLDEST.join(".")} or newer, and ${found}: get one from your package manager or python.org`);
}

function candidates() {
  if (WINDOWS) {
    return [["py", "-3"], ["python"], ["python3"]];
  }
  const found = NAMES.flatMap((name) => onPath(name).map((path) => [path]));
  // Without Apple's command-line tools /usr/bin/python3 is a shim that opens a dialog.
  const shim = process.platform === "darwin" && !existsSync("/Library/Developer/CommandLineTools") && !existsSync("/Applications/Xcode.app");
  return shim ? found.filter(([path]) => path !== "/usr/bin/python3") : found;
}

/** The files of a name in the folders of PATH, in order. */
export function onPath(name) {
  const extensions = WINDOWS ? [".exe", ".cmd", ".bat"] : [""];
  const folders = (process.env.PATH ?? "").split(WINDOWS ? ";" : ":").filter(Boolean);
  return folders.flatMap((folder) => extensions.map((extension) => join(folder, name + extension))).filter(existsSync);
}

/** The Python of a virtual environment. */
export function pythonOf(venv) {
  return WINDOWS ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
}

/** A pip, as a command: of this Python, else any on PATH; null where there is none. */
export async function findPip(python) {
  const pips = [[python.executable, "-m", "pip"], ...["pip3", "pip"].flatMap((name) => onPath(name).map((path) => [path]))];
  for (const [command, ...args] of pips) {
    if ((await run(command, [...args, "--version"])).code === 0) {
      return [command, ...args];
    }
  }
  return null;
}

export function noPip(python) {
  const debian = existsSync("/etc/debian_version") ? "apt-get install python3-venv" : "install Python's pip or venv package";
  return new Problem(`${python.executable} (in ${dirname(python.executable)}) has neither pip nor ensurepip: ${debian}`);
}

/** The environment for pip: a user's own settings must not send the packages elsewhere. */
export function pipEnvironment() {
  return { ...process.env, PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1" };
}
