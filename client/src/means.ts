// By which means at hand a machine gets a Python, as commands that the user reads before one is run. Knows nothing of VS Code.
import { findProgram, type Machine } from "./places";

export interface Means {
  /** Who brings the Python. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}

// A version that all of these have had for long.
const VERSION = "3.12";

/** The means of a machine, best first: those that need no rights and leave the system's own Python alone. */
export function meansOf(machine: Machine): Means[] {
  const own = [
    means(machine, "uv", "uv", "python", "install", VERSION),
    means(machine, "mise", "mise", "install", `python@${VERSION}`),
    means(machine, "Homebrew", "brew", "install", "python"),
    means(machine, "winget", "winget", "install", "--exact", "--id", `Python.Python.${VERSION}`, "--source", "winget"),
  ];
  const found = [...own, ...(machine.platform === "linux" ? ofTheSystem(machine) : [])];
  return found.filter((one) => one !== undefined);
}

/** A command as it is shown, and could be pasted. */
export function words({ command, args }: Means): string {
  return [command, ...args].map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(" ");
}

/** The system's package manager, where the system has no Python of its own that it would only bring again. */
function ofTheSystem(machine: Machine): (Means | undefined)[] {
  if (machine.isFile("/usr/bin/python3")) {
    return [];
  }
  const managers = [
    means(machine, "APT", "apt-get", "install", "python3"),
    means(machine, "DNF", "dnf", "install", "python3"),
    means(machine, "apk", "apk", "add", "python3"),
    means(machine, "pacman", "pacman", "-S", "python"),
    means(machine, "Zypper", "zypper", "install", "python3"),
  ];
  const found = managers.find((one) => one !== undefined);
  return found === undefined || machine.isRoot ? [found] : [withRights(machine, found)];
}

function withRights(machine: Machine, { title, command, args }: Means): Means | undefined {
  const sudo = findProgram(machine, "sudo") ?? findProgram(machine, "doas");
  return sudo === undefined ? undefined : { title, command: sudo, args: [command, ...args] };
}

function means(machine: Machine, title: string, program: string, ...args: string[]): Means | undefined {
  const command = findProgram(machine, program);
  return command === undefined ? undefined : { title, command, args };
}
