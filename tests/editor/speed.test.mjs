// How long a user waits: from the keypress that makes a finding true to its squiggle, in a long Dockerfile.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { sharedEditor } from "./editor.mjs";

// As many rounds as there is time for, in milliseconds.
const ROUNDS = { least: 3, most: 15, time: 20_000 };
// Machines that run tests are shared and slow: the figure is printed, to be held against the aim of 100 ms.
const MOST = 30_000;
// What the server and the editor take: a pause in typing that the settings wait for is the user's own wish.
// Nor is the log of all messages that the other tests keep.
const AT_ONCE = { ".vscode/settings.json": JSON.stringify({ "layerwise.debounce": 0, "layerwise.trace.server": "off" }) };
const LINES = 3000;
const FILES = 200_000;

let editor;
before(async () => {
  editor = await sharedEditor();
});

test(`a Dockerfile of ${LINES} lines is typed into without lag`, async (t) => {
  await editor.inFolder("workspace", { ...AT_ONCE, "Dockerfile": long() }, async (page) => {
    await measured(t, page, "squiggle");
    await page.picture("speed-long");
  });
});

test(`a search through ${FILES} files keeps no squiggle waiting`, async (t) => {
  await editor.inFolder("workspace", { ...AT_ONCE, "Dockerfile": long() }, async (page) => {
    fill(join(page.folder, "data"), FILES);
    await measured(t, page, "squiggle during a walk", {
      before: () => page.command("Layerwise: What Would This Edit Rerun?"),
      after: async () => {
        await page.list();
        await page.page.keyboard.press("Escape");
      },
    });
  });
});

test("an ordinary Dockerfile is typed into without lag", async (t) => {
  // So many blank lines that the first finding is out of view.
  const lines = ["FROM node:22-slim AS first", "WORKDIR /srv", "COPY . .", "RUN npm ci", ...Array.from({ length: 60 }, () => "")];
  await editor.inFolder("workspace", { ...AT_ONCE, "Dockerfile": lines.join("\n") }, async (page) => {
    await measured(t, page, "squiggle in a short file");
  });
});

/** Types and takes back the letter that makes a finding true; prints the median and holds it against MOST. */
async function measured(t, page, what, { before: prepare, after: tidy } = {}) {
  await page.squiggle();
  await page.typeAtEnd("\nFROM node:22-slim\nWORKDIR /last\nCOPY . .\nRUN npm c");
  const times = [];
  const end = Date.now() + ROUNDS.time;
  while (times.length < ROUNDS.least || (times.length < ROUNDS.most && Date.now() < end)) {
    await page.noSquiggle();
    await prepare?.();
    times.push(await page.keyToSquiggle("i"));
    await tidy?.();
    await page.page.keyboard.press("Backspace");
  }
  const sorted = times.toSorted((one, other) => one - other).map(Math.round);
  const median = sorted[Math.floor(sorted.length / 2)];
  t.diagnostic(`${what}: median ${median} ms of ${sorted.length}, ${sorted[0]} to ${sorted.at(-1)} ms`);
  assert.ok(median < MOST, `${sorted}`);
}

/** Stages as people write them, in good order but for one, with long lists of packages. */
function long() {
  const packages = Array.from({ length: 30 }, (_, number) => `        lib${number}-dev \\`);
  const stage = (number) => [
    `FROM node:22-slim AS stage${number}`,
    "WORKDIR /srv",
    "RUN apt-get update && apt-get install -y --no-install-recommends \\",
    ...packages,
    "    && rm -rf /var/lib/apt/lists/*",
    "COPY package.json package-lock.json ./",
    "COPY packages/api/package.json ./packages/api/",
    "COPY packages/text/package.json ./packages/text/",
    "RUN npm ci",
    "COPY . .",
    "ENV NODE_ENV=production",
    "RUN node --check packages/api/index.js",
    "EXPOSE 3000",
    'CMD ["node", "packages/api/index.js"]',
    "",
  ];
  const bad = ["FROM node:22-slim AS first", "WORKDIR /srv", "COPY . .", "RUN npm ci", ""];
  const lines = [...bad];
  for (let number = 0; lines.length < LINES; number++) {
    lines.push(...stage(number));
  }
  return lines.join("\n");
}

function fill(folder, count) {
  for (let inner = 0; inner * 500 < count; inner++) {
    const directory = join(folder, `${inner}`);
    mkdirSync(directory, { recursive: true });
    for (let file = 0; file < 500; file++) {
      writeFileSync(join(directory, `${file}`), "");
    }
  }
}
