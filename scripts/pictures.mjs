// `npm run pictures [-- --kept]`: runs the editor suite, and puts its screenshots where the README and the walkthrough
// show them; `--kept` takes those of the last run.
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installModules } from "./setup/modules.mjs";
import { Problem, ROOT } from "./setup/shell.mjs";
import { SUITES } from "./suites.mjs";

const FROM = join(ROOT, "test-results", "editor");
const TO = join(ROOT, "docs", "images");
const SHOWN_BY = ["README.md", "package.json"];

export async function main(args) {
  if (args.some((argument) => argument !== "--kept")) {
    throw new Problem("usage: npm run pictures [-- --kept]");
  }
  if (args.length === 0) {
    await takeThem();
  }
  const names = shown();
  const missing = names.filter((name) => !existsSync(join(FROM, name)));
  if (missing.length > 0) {
    throw new Problem(`no scenario takes ${missing.join(", ")}, or it was not run: npm run pictures`);
  }
  for (const name of names) {
    copyFileSync(join(FROM, name), join(TO, name));
    console.log(`docs/images/${name}`);
  }
}

async function takeThem() {
  await installModules();
  const suite = SUITES.find(({ name }) => name === "editor");
  const obstacle = await suite.obstacle();
  if (obstacle) {
    throw new Problem(`no pictures can be taken because ${obstacle.because} / ${obstacle.remedy}`);
  }
  const { failed } = await suite.run();
  if (failed > 0) {
    throw new Problem("a scenario failed: the pictures stay as they are");
  }
}

/** The pictures that a reader sees. */
function shown() {
  const texts = SHOWN_BY.map((name) => readFileSync(join(ROOT, name), "utf8")).join("\n");
  return [...new Set([...texts.matchAll(/docs\/images\/([\w-]+\.png)/g)].map(([, name]) => name))];
}
