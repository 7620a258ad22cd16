// node_modules: the tools that build, package and test the client.
import { basename } from "node:path";
import { downloadProblem, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

export async function installModules() {
  await onceFor("modules", hashOf(["package-lock.json"], process.version), "node_modules/.package-lock.json", async () => {
    const { code, output } = await npm("Node modules installed", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    if (code !== 0) {
      throw downloadProblem("the client's Node modules", output);
    }
  });
}

/** Runs npm: the one that runs us, by its script, since on Windows `npm` alone is a .cmd file. */
export function npm(title, args, options) {
  const script = process.env.npm_execpath;
  if (script && basename(script) === "npm-cli.js") {
    return step(title, process.execPath, [script, ...args], options);
  }
  return step(title, "npm", args, options);
}
