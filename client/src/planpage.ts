// The page around the server's picture of a build. Knows nothing of VS Code.

/** Nothing is loaded, and only the script here runs: the picture's text comes from files of the project. */
export function page(body: string, nonce: string): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>
body { color: var(--vscode-foreground); }
.builds { display: flex; flex-wrap: wrap; gap: 2em; }
h2 { font-size: 1.1em; font-weight: 600; }
</style>
</head>
<body>
${body}
<script nonce="${nonce}">
const editor = acquireVsCodeApi();
const choose = (event) => {
  const step = event.target.closest(".step");
  if (step && (event.type === "click" || event.key === "Enter")) {
    editor.postMessage({ line: Number(step.dataset.line) });
  }
};
document.addEventListener("click", choose);
document.addEventListener("keydown", choose);
</script>
</body>
</html>`;
}
