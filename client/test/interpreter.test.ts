import assert from "node:assert/strict";
import { test } from "node:test";
import { interpretersOf, resolved } from "../src/interpreter";
import type { Machine } from "../src/places";
import { machine } from "./machine";

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

test("on Windows Pythons are found where installers put them, on no PATH", () => {
  const local = "C:\\Users\\me\\AppData\\Local";
  const roaming = "C:\\Users\\me\\AppData\\Roaming";
  const files = [
    `${roaming}\\uv\\python\\cpython-3.12.1-windows-x86_64-none\\python.exe`,
    `${local}\\Programs\\Python\\Python39\\python.exe`,
    `${local}\\Programs\\Python\\Python312\\python.exe`,
    `${local}\\Python\\pythoncore-3.14-64\\python.exe`,
    "C:\\Program Files\\Python311\\python.exe",
    "C:\\Users\\me\\.pyenv\\pyenv-win\\versions\\3.11.2\\python.exe",
  ];
  const [managed, old, newer, ...others] = files;
  const on = machine(files, { platform: "win32", home: "C:\\Users\\me" });

  assert.deepEqual(commands(on), [managed, newer, old, ...others]);
});

test("on Windows the launcher is found where its installer puts it", () => {
  const launcher = "C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Launcher\\py.exe";

  assert.deepEqual(commands(machine([launcher], { platform: "win32", home: "C:\\Users\\me" })), [`${launcher} -3`]);
});

test("on macOS Pythons of Homebrew, python.org, uv and pyenv are found, on no PATH", () => {
  const home = "/Users/me";
  const files = [
    "/opt/homebrew/bin/python3",
    "/opt/homebrew/bin/python3.12",
    "/Users/me/.local/share/uv/python/cpython-3.12.4-macos-aarch64-none/bin/python3",
    "/Users/me/.pyenv/versions/3.11.9/bin/python3",
    "/Library/Frameworks/Python.framework/Versions/3.13/bin/python3",
  ];
  const on = machine(["/usr/bin/python3", ...files], { platform: "darwin", home, env: { PATH: "/usr/bin:/bin" }, hasCommandLineTools: () => false });

  assert.deepEqual(commands(on), files);
});

test("on Linux Pythons of Homebrew, mise, asdf and conda are found, on no PATH", () => {
  const files = [
    "/home/linuxbrew/.linuxbrew/bin/python3",
    "/home/me/.local/bin/python3.12",
    "/home/me/.local/share/mise/installs/python/3.12.3/bin/python3",
    "/home/me/.asdf/installs/python/3.11.1/bin/python3",
    "/home/me/miniforge3/bin/python3",
    "/opt/miniconda3/bin/python3",
  ];

  assert.deepEqual(commands(machine(files)), files);
});

test("uv's Pythons are found where its setting says", () => {
  const file = "/srv/pythons/cpython-3.12.4-linux-x86_64-gnu/bin/python3";

  assert.deepEqual(commands(machine([file], { env: { UV_PYTHON_INSTALL_DIR: "/srv/pythons" } })), [file]);
});

test("macOS is asked about its tools only where Apple's own Python is in question", () => {
  const hasCommandLineTools = (): boolean => assert.fail("asked");
  const on = machine(["/opt/homebrew/bin/python3"], { platform: "darwin", env: { PATH: "/opt/homebrew/bin" }, hasCommandLineTools });

  assert.deepEqual(commands(on), ["/opt/homebrew/bin/python3"]);
});

test("a bare name in the settings is looked up on PATH, past stubs", () => {
  const store = "C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps";
  const windows = { platform: "win32" as const, env: { Path: `${store};C:\\Python312` } };
  const mac = { platform: "darwin" as const, env: { PATH: "/usr/bin" }, hasCommandLineTools: () => false };

  assert.equal(resolved(machine([`${store}\\python.exe`, "C:\\Python312\\python.exe"], windows), "python"), "C:\\Python312\\python.exe");
  assert.equal(resolved(machine([`${store}\\python.exe`], windows), "python"), undefined);
  assert.equal(resolved(machine(["/usr/bin/python3"], mac), "python3"), undefined);
  assert.equal(resolved(machine(["/usr/bin/python3"], mac), "/usr/bin/python3"), undefined);
  assert.equal(resolved(machine([]), "/no/such/python3"), "/no/such/python3");
});

test("a machine without Python has no interpreters", () => {
  assert.deepEqual(commands(machine([])), []);
});
