// Each kind of fix, from the menu, by command and on save.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { whyNoBuilder } from "./builder.mjs";
import { sharedEditor } from "./editor.mjs";

const FIXED = `FROM python:2.7
COPY requirements.txt /app/
WORKDIR /app
RUN pip install -r requirements.txt
COPY . /app
`;
// An install that builds the project itself: its fix is for review.
const UV = {
  "pyproject.toml": '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["flask"]\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
  "uv.lock": 'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "app"\nversion = "1"\nsource = { editable = "." }\n',
  "Dockerfile": "FROM ghcr.io/astral-sh/uv:python3.13-bookworm\nWORKDIR /app\nCOPY . .\nRUN uv sync --frozen\n",
};
const WIDE = { viewport: { width: 1200, height: 520 } };

let editor;
before(async () => {
  editor = await sharedEditor();
});

test("the command 'fix all' makes the same file as the quick fix", async () => {
  await editor.inFolder("flask", {}, async (page) => {
    await page.squiggle();
    await page.command("Layerwise: Fix All Safe Findings in This Dockerfile");
    await page.noSquiggle();
    await page.save();
    await page.fileBecomes("Dockerfile", FIXED);
  });
});

test("saving fixes what is safe where its user has asked for that, and leaves what is for review", async () => {
  const settings = JSON.stringify({ "[dockerfile]": { "editor.codeActionsOnSave": { "source.fixAll.layerwise": "explicit" } } });
  const unfixed = readFileSync(join(import.meta.dirname, "..", "..", "examples", "flask", "Dockerfile"), "utf8");
  const stage = "FROM python:3.13 AS docs\nCOPY . .\nRUN uv sync --frozen\n\n";
  await editor.inFolder("flask", { ...UV, ".vscode/settings.json": settings, "Dockerfile": stage + unfixed }, async (page) => {
    await page.squiggle();
    await page.typeAtEnd("EXPOSE 80\n");
    await page.save();
    await page.fileBecomes("Dockerfile", `${stage}${FIXED}EXPOSE 80\n`);
    await page.picture("fixing-saved");
  });
});

test("a fix for review says why in its title, and is made when it is chosen", async () => {
  await editor.inFolder(
    "flask",
    UV,
    async (page) => {
      await page.squiggle("info");
      await page.openQuickFixes("info");
      await page.picture("fixing-review");
      await page.choose("\\(review: uv sync runs twice");
      await page.confirm("fixing-review-preview");
      await page.save();
      await page.fileContains("Dockerfile", "COPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-install-project\nCOPY . .\n");
    },
    WIDE,
  );
});

test("a finding is silenced where it is, and in the whole file", async () => {
  await editor.inFolder("flask", {}, async (page) => {
    await page.squiggle();
    await page.openQuickFixes();
    await page.choose("Ignore source-before-install here");
    await page.noSquiggle();
    await page.save();
    await page.fileContains("Dockerfile", "# layerwise: ignore=source-before-install\nCOPY . /app\n");
    await page.picture("fixing-ignored");
    await page.page.keyboard.press("Control+z");
    await page.squiggle();
    await page.openQuickFixes();
    await page.choose("Ignore source-before-install in this file");
    await page.noSquiggle();
    await page.save();
    await page.fileContains("Dockerfile", "ignore-file=source-before-install");
  });
});

test("a `.dockerignore` is made, with both files in the preview where there is one", async () => {
  await editor.inFolder(
    "flask",
    {},
    async (page) => {
      await page.squiggle();
      await page.openQuickFixes();
      await page.choose("Create .dockerignore with");
      await page.confirm("fixing-dockerignore-preview");
      await page.fileContains(".dockerignore", ".git\n");
      await page.picture("fixing-dockerignore");
    },
    { ...WIDE, commits: ["app.py"] },
  );
});

test("a change that no finding asks for: downloads kept between builds", async () => {
  await editor.inFolder(
    "flask",
    { "Dockerfile": `# syntax=docker/dockerfile:1\n${FIXED}` },
    async (page) => {
      await page.status("No findings");
      await page.page.keyboard.press("Escape");
      await page.page.locator(".view-line", { hasText: "pip install" }).click();
      await page.openRefactorings();
      await page.picture("fixing-refactor");
      await page.choose("cache mount");
      await page.save();
      await page.fileContains("Dockerfile", "RUN --mount=type=cache,target=/root/.cache/pip");
    },
    WIDE,
  );
});

test("the fix of a finding is proved by the user's own builder, in a terminal", { skip: whyNoBuilder() || false }, async () => {
  const options = { viewport: { width: 1000, height: 760 } };
  await editor.inFolder(
    "flask",
    {},
    async (page) => {
      await page.squiggle();
      await page.openQuickFixes();
      await page.choose("Prove the fix with your own builder");
      await page.terminal("Proved: the same image");
      await page.picture("flask-proof");
      assert.ok(!existsSync(join(page.folder, ".dockerignore")));
    },
    options,
  );
});
