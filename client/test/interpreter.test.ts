import assert from "node:assert/strict";
import { test } from "node:test";
import { type Machine, interpretersOf } from "../src/interpreter";

/** A machine with these files, and folders by what lies in them. */
function machine(files: readonly string[], more: Partial<Machine> = {}): Machine {
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
    isFile: (path) => files.includes(path),
    list: (folder) => [...(folders.get(folder) ?? [])],
    hasCommandLineTools: () => true,
    ...more,
  };
}

function commands(on: Machine, forbidden: readonly string[] = []): string[] {
  return interpretersOf(on, forbidden).map(({ command, args }) => [command, ...args].join(" "));
}

test("python3 comes first, in the order of PATH, then versioned names, then python", () => {
  const files = ["/b/python3", "/a/python3.12", "/a/python", "/a/python3"];

  assert.deepEqual(commands(machine(files, { env: { PATH: "/a:/b" } })), ["/a/python3", "/b/python3", "/a/python3.12", "/a/python"]);
});

test("empty and relative entries of PATH are passed over", () => {
  assert.deepEqual(commands(machine(["python3", "bin/python3", "/a/python3"], { env: { PATH: ":bin:.:/a" } })), ["/a/python3"]);
});

test("an interpreter inside an untrusted workspace is passed over", () => {
  const on = machine(["/project/.venv/bin/python3", "/projects/python3"], { env: { PATH: "/project/.venv/bin:/projects" } });

  assert.deepEqual(commands(on, ["/project"]), ["/projects/python3"]);
});

test("uv's Pythons come last, the newest first", () => {
  const uv = "/home/me/.local/share/uv/python";
  const files = [`${uv}/cpython-3.9.20-linux/bin/python3`, `${uv}/cpython-3.13.1-linux/bin/python3`, "/a/python3"];

  assert.deepEqual(commands(machine(files, { env: { PATH: "/a" } })), [
    "/a/python3",
    `${uv}/cpython-3.13.1-linux/bin/python3`,
    `${uv}/cpython-3.9.20-linux/bin/python3`,
  ]);
});

test("on macOS Apple's shim is passed over where the command-line tools are absent", () => {
  const mac = { platform: "darwin" as const, env: { PATH: "/usr/bin:/opt/homebrew/bin" } };
  const files = ["/usr/bin/python3", "/opt/homebrew/bin/python3"];

  assert.deepEqual(commands(machine(files, { ...mac, hasCommandLineTools: () => false })), ["/opt/homebrew/bin/python3"]);
  assert.deepEqual(commands(machine(files, mac)), files);
});

test("on Windows the launcher comes first, and the Store's stub is passed over", () => {
  const store = "C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps";
  const files = ["C:\\Windows\\py.exe", `${store}\\python.exe`, "C:\\Python312\\python.exe"];
  const windows = { platform: "win32" as const, env: { PATH: `${store};C:\\Windows;C:\\Python312` } };

  assert.deepEqual(commands(machine(files, windows)), ["C:\\Windows\\py.exe -3", "C:\\Python312\\python.exe"]);
});

test("a machine without Python has no interpreters", () => {
  assert.deepEqual(commands(machine([])), []);
});
