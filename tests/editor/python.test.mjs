// A machine without Python: what the user is told, and one click that gets a Python and starts the server.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { onPath } from "../../scripts/setup/python.mjs";
import { Editor } from "./editor.mjs";

const NEEDED = ["sh", "bash", "env", "cat", "ls", "uname", "mkdir", "ln", "rg", "git", "node", "ps", "sleep", "grep", "sed", "readlink", "dirname"];
const PYTHON = onPath("python3").find((path) => !path.includes("shims"));

let editor;
before(async () => {
  editor = await Editor.start({ variablesIn: withoutPython });
});
after(() => editor?.stop());

/** A PATH with what VS Code needs, and a uv that brings the Python of this machine, where uv would put one. */
function withoutPython(home) {
  const folder = join(home, "bin");
  mkdirSync(folder, { recursive: true });
  for (const name of NEEDED) {
    onPath(name).slice(0, 1).forEach((path) => symlinkSync(path, join(folder, name)));
  }
  const pythons = join(home, "data", "uv", "python", "cpython-3.12.1-linux-x86_64-gnu", "bin");
  const uv = `#!/bin/sh\necho "uv $*"\n[ -e '${join(home, "offline")}' ] && exit 2\n[ "$*" = "python install 3.12" ] && mkdir -p '${pythons}' && ln -s '${PYTHON}' '${pythons}/python3'\n`;
  writeFileSync(join(folder, "uv"), uv, { mode: 0o755 });
  // As from a shell: else VS Code asks a login shell for its PATH.
  const collections = Object.fromEntries(["PYENV_ROOT", "MISE_DATA_DIR", "ASDF_DATA_DIR", "UV_PYTHON_INSTALL_DIR"].map((name) => [name, undefined]));
  return { ...collections, PATH: folder, HOME: home, VSCODE_CLI: "1" };
}

test("a Python that is broken is named, with buttons that help; once the setting is put right, the server starts", async () => {
  const [broken, whole] = ["broken", "whole"].map((name) => join(editor.home, name));
  writeFileSync(broken, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  writeFileSync(whole, `#!/bin/sh\nexec '${PYTHON}' "$@"\n`, { mode: 0o755 });
  await editor.inFolder("flask", { ".vscode/settings.json": JSON.stringify({ "layerwise.interpreter": broken }) }, async (page) => {
    const toast = await page.toast("stopped with exit code 1");
    assert.match(toast, /Select interpreter[^]*Show log/);
    assert.doesNotMatch(toast, /Get Python/);
    await page.picture("python-broken");
    page.writes(".vscode/settings.json", JSON.stringify({ "layerwise.interpreter": whole }));
    await page.squiggleAgain();
  });
});

test("a command that brings no Python says so", async () => {
  const offline = join(editor.home, "offline");
  writeFileSync(offline, "");
  await editor.inFolder("flask", {}, async (page) => {
    await page.toast("none was found");
    await page.command("Layerwise: Get Python");
    await page.pick("uv python install");
    assert.match(await page.toast("brought no Python"), /uv brought no Python \(exit code 2\): its terminal says why/);
    await page.picture("python-failed");
  });
  rmSync(offline);
});

test("without a Python the user is told so, and one click gets it: the server starts without a reload", async () => {
  await editor.inFolder(
    "flask",
    {},
    async (page) => {
      const toast = await page.toast("none was found");
      assert.match(toast, /Layerwise needs Python 3\.10 or newer, and none was found/);
      await page.picture("python-none");
      await page.page.locator(".notification-toast a.monaco-button", { hasText: "Get Python" }).first().click();
      const list = await page.list();
      assert.match(list, /bin\/uv python install 3\.12/);
      assert.match(list, /Open python\.org/);
      assert.ok(!existsSync(join(editor.home, "data", "uv")), "nothing is run before the user chooses");
      await page.picture("python-means");
      await page.pick("uv python install");
      await page.squiggleAgain();
      await page.terminal("uv python install 3.12");
      await page.picture("python-got");
      assert.match((await page.status("1 finding")).join("\n"), /1 with a safe fix/);
    },
    { viewport: { width: 1000, height: 620 } },
  );
});
