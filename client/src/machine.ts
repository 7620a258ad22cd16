// The machine that VS Code's extensions run on, as interpreter.ts asks about it.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import type { Machine } from "./places";

let commandLineTools: boolean | undefined;

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  isRoot: process.getuid?.() === 0,
  isFile: (path) => {
    try {
      return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    } catch {
      return false; // An alias of the Windows Store can be run, but not looked at.
    }
  },
  list: (folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  hasCommandLineTools: () => (commandLineTools ??= spawnSync("/usr/bin/xcode-select", ["-p"]).status === 0),
};
