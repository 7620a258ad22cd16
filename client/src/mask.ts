// Takes out of a text what its user would not show to strangers. Knows nothing of VS Code.

/** A path that stands for something private, and the words that are shown in its place. */
export interface Private {
  readonly path: string;
  readonly shown: string;
}

const HIDDEN = "…";
// Names of values that are nobody's business, in settings, environments, headers and URLs alike.
const NAMED = /\b([\w.-]*(?:token|secret|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[\w.-]*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&]+)/gi;
const AUTHORIZATION = /\b(authorization["']?\s*[:=]\s*["']?(?:basic|bearer|token)?\s*)[^\s"',;]+/gi;
const IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
// Tokens that are told by their beginning.
const KNOWN = /\b(?:gh[pousr]_|github_pat_|glpat-|npm_|pypi-|xox[abprs]-|sk-|AKIA|ASIA|eyJ)[\w.-]{12,}/g;

/** The text without secrets, and with `Private.shown` in place of private paths, however they are written. */
export function masked(text: string, paths: readonly Private[]): string {
  const longestFirst = [...paths].filter(({ path }) => path.length > 1).sort((one, other) => other.path.length - one.path.length);
  const hidden = longestFirst.reduce((rest, { path, shown }) => withoutPath(rest, path, shown), text);
  return hidden
    .replace(IN_URL, `$1${HIDDEN}@`)
    .replace(AUTHORIZATION, `$1${HIDDEN}`)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(KNOWN, HIDDEN);
}

function withoutPath(text: string, path: string, shown: string): string {
  const forward = path.replaceAll("\\", "/");
  const spellings = new Set([path, forward, path.replaceAll("\\", "\\\\"), encodeURI(forward), encodeURI(forward).replaceAll(":", "%3A")]);
  const any = [...spellings].map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  // Windows takes c:\ and C:\ for the same; elsewhere a path in other letters is another path.
  return text.replace(new RegExp(`(?:${any})(?![\\w-])`, path.includes("\\") ? "gi" : "g"), () => shown);
}
