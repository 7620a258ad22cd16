// Machines that are not there: files, and what else is asked of them.
import type { Machine } from "../src/places";

/** A machine with these files, and folders by what lies in them. */
export function machine(files: readonly string[], more: Partial<Machine> = {}): Machine {
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    const parts = file.split(/[/\\]/);
    parts.slice(0, -1).forEach((_, depth) => {
      const folder = parts.slice(0, depth + 1).join(file.includes("\\") ? "\\" : "/");
      folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[depth + 1] ?? ""));
    });
  }
  return {
    platform: "linux",
    env: {},
    home: "/home/me",
    isRoot: false,
    isFile: (path) => files.includes(path),
    list: (folder) => [...(folders.get(folder) ?? [])],
    hasCommandLineTools: () => true,
    ...more,
  };
}
