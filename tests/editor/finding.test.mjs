// The extension in a real VS Code in a real browser: from the first squiggle to the saved file.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedEditor } from "./editor.mjs";

const FLASK = {
  example: "flask",
  typed: "\nRUN pip install -r requirements.txt\n",
  hovered: /requirements\.txt/,
  expected: `FROM python:2.7
COPY requirements.txt /app/
WORKDIR /app
RUN pip install -r requirements.txt
COPY . /app
`,
};
const WORKSPACE = {
  example: "workspace",
  typed: '\nRUN npm ci\nEXPOSE 3000\nCMD ["node", "packages/api/index.js"]\n',
  hovered: /package-lock\.json/,
  expected: `FROM node:22-slim
WORKDIR /srv
COPY package.json package-lock.json ./
COPY packages/api/package.json ./packages/api/
COPY packages/text/package.json ./packages/text/
RUN npm ci
COPY . .
EXPOSE 3000
CMD ["node", "packages/api/index.js"]
`,
};

let editor;
before(async () => {
  editor = await sharedEditor();
});

for (const scenario of [FLASK, WORKSPACE]) {
  const { example, typed, hovered, expected } = scenario;

  test(`${example}: a squiggle while typing, its hover, its quick fix, and the file as it should be`, async () => {
    await editor.inFolder(example, { "Dockerfile": untilTheCopy(example) }, async (page) => {
      await page.typeAtEnd(typed);
      await page.squiggle();
      await page.picture(`${example}-squiggle`);
      await page.hoverSquiggle(hovered);
      await page.picture(`${example}-hover`);
      await page.openQuickFixes();
      await page.picture(`${example}-fix`);
      await page.chooseFirst();
      await page.noSquiggle();
      await page.save();
      await page.fileBecomes("Dockerfile", expected);
      await page.picture(`${example}-fixed`);
    });
  });
}

test("the build plan beside the Dockerfile: figures of its history, an edit followed, a click that leads to a line", async () => {
  const commits = Array.from({ length: 6 }, () => "packages/api/index.js");
  const options = { commits, viewport: { width: 1500, height: 620 } };
  await editor.inFolder(
    "workspace",
    {},
    async (page) => {
      await page.squiggle();
      const { lens, text } = await page.figures();
      assert.match(lens, /2 of 3 steps rerun on a typical commit/);
      assert.match(text, /COPY\s\.\s\.\s*6\/6/);
      await page.command("Layerwise: Show Build Plan");
      const plan = await page.plan("6 of 6");
      assert.match(await plan.locator("body").innerText(), /After the safe fixes/);
      await page.picture("workspace-plan");
      await plan.locator(".step[data-line='4']").first().click();
      await page.cursorOn(4);
      await page.typeAtEnd("\nRUN echo done\n");
      await page.plan("RUN echo done");
    },
    options,
  );
});

test("what an edit of the active file reruns is a list that leads to the step", async () => {
  await editor.inFolder("workspace", {}, async (page) => {
    await page.squiggle();
    await page.command("Layerwise: What Would This Edit Rerun?");
    const list = await page.list();
    assert.match(list, /COPY \. \./);
    assert.match(list, /takes Dockerfile/);
    await page.picture("workspace-rerun");
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("Enter");
    await page.cursorOn(4);
  });
});

test("the times of a build log that the user chooses stand in the hover", async () => {
  const log = "#4 [2/4] COPY . /app\n#4 DONE 0.1s\n#5 [4/4] RUN pip install -r requirements.txt\n#5 DONE 14.0s\n";
  const options = { commits: ["app.py", "app.py"] };
  await editor.inFolder(
    "flask",
    { "build.log": log },
    async (page) => {
      await page.squiggle();
      await page.figures();
      await page.command("Layerwise: Read a Build Log");
      await page.chooseFile("build.log");
      assert.match(await page.toast(), /build\.log tells of 2 steps, 2 with a time/);
      await page.hoverSquiggle(/That takes 14 s by build\.log: about 28 s less over these commits/);
    },
    options,
  );
});

test("a line of an ignore file that does nothing is underlined, before any Dockerfile is open", async () => {
  const options = { file: ".dockerignore" };
  await editor.inFolder(
    "flask",
    { ".dockerignore": "/tests/../[\napp.pyc\n" },
    async (page) => {
      await page.squiggle();
      await page.hoverSquiggle(/malformed-ignore-pattern/);
      await page.picture("finding-ignore-file");
    },
    options,
  );
});

test("a wrong key in the project's configuration is underlined, and the rest of the file holds", async () => {
  const toml = 'ingore = ["unused-pragma"]\n\n[severity]\nsource-before-install = "error"\n';
  await editor.inFolder(
    "flask",
    { "layerwise.toml": toml },
    async (page) => {
      await page.squiggle();
      await page.hoverSquiggle(/ingore/);
      await page.picture("finding-configuration");
      await page.page.keyboard.press("Escape");
      await page.openFile("Dockerfile");
      await page.squiggle("error");
    },
    { file: "layerwise.toml" },
  );
});

/** An example's Dockerfile as far as its COPY: the rest is typed. */
function untilTheCopy(example) {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "examples", example, "Dockerfile"), "utf8");
  return text.slice(0, text.indexOf("\nRUN "));
}
