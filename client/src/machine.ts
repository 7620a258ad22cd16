// The machine that VS Code's extensions run on, as interpreter.ts asks about it.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import type { Machine } from "./interpreter";

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  list: (folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  hasCommandLineTools: () => spawnSync("/usr/bin/xcode-select", ["-p"]).status === 0,
};
