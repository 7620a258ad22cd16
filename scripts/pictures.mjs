// `npm run pictures`: the editor suite's screenshots, copied to where the README shows them.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Problem, ROOT } from "./setup/shell.mjs";

const FROM = join(ROOT, "test-results", "editor");
const TO = join(ROOT, "docs", "images");

export function main() {
  const pictures = listed(FROM).filter((name) => name.endsWith(".png") && !name.startsWith("failed"));
  if (pictures.length === 0) {
    throw new Problem("there are no screenshots: run `npm test -- editor` first");
  }
  mkdirSync(TO, { recursive: true });
  for (const name of pictures) {
    copyFileSync(join(FROM, name), join(TO, name));
    console.log(`docs/images/${name}`);
  }
}

function listed(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
