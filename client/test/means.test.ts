import assert from "node:assert/strict";
import { test } from "node:test";
import { meansOf, words } from "../src/means";
import type { Machine } from "../src/places";
import { machine } from "./machine";

function commands(on: Machine): string[] {
  return meansOf(on).map(words);
}

test("uv comes first, since it needs no rights and leaves the system alone", () => {
  const on = machine(["/usr/bin/apt-get", "/usr/bin/sudo", "/home/me/.local/bin/uv"], { env: { PATH: "/usr/bin" } });

  assert.deepEqual(commands(on), ["/home/me/.local/bin/uv python install 3.12", "/usr/bin/sudo /usr/bin/apt-get install python3"]);
});

test("on macOS Homebrew is found without a shell's PATH", () => {
  const on = machine(["/opt/homebrew/bin/brew"], { platform: "darwin", env: { PATH: "/usr/bin" } });

  assert.deepEqual(commands(on), ["/opt/homebrew/bin/brew install python"]);
});

test("on Windows winget is found though it is but an alias", () => {
  const apps = "C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps";
  const list = (folder: string): string[] => (folder === apps ? ["winget.exe", "python.exe"] : []);
  const on = machine([], { platform: "win32", home: "C:\\Users\\me", list });

  assert.deepEqual(commands(on), [`${apps}\\winget.exe install --exact --id Python.Python.3.12 --source winget`]);
});

test("the system's manager runs with the rights that there are", () => {
  const path = { env: { PATH: "/usr/bin:/sbin" } };

  assert.deepEqual(commands(machine(["/sbin/apk"], { ...path, isRoot: true })), ["/sbin/apk add python3"]);
  assert.deepEqual(commands(machine(["/usr/bin/dnf", "/usr/bin/doas"], path)), ["/usr/bin/doas /usr/bin/dnf install python3"]);
  assert.deepEqual(commands(machine(["/usr/bin/dnf"], path)), []);
});

test("the system's manager is no help where it has brought a Python that is too old", () => {
  const on = machine(["/usr/bin/apt-get", "/usr/bin/python3"], { env: { PATH: "/usr/bin" }, isRoot: true });

  assert.deepEqual(commands(on), []);
});

test("no manager of another system is offered", () => {
  const files = ["/usr/local/bin/apt-get", "/usr/local/bin/sudo"];

  assert.deepEqual(commands(machine(files, { platform: "darwin", env: { PATH: "/usr/local/bin" } })), []);
});

test("a command with blanks in it is shown so that it could be pasted", () => {
  assert.equal(words({ title: "uv", command: "C:\\My Tools\\uv.exe", args: ["python"] }), '"C:\\My Tools\\uv.exe" python');
});
