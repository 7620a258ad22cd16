// Which documents the server hears of, by their schemes, languages and names. Knows nothing of VS Code.

/** A scheme always: versions of files (`git:`) and logs (`output:`) are nobody's to edit. */
export interface Filter {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

/** What is said about a build: these have findings, and a status of their own. */
export const JUDGED: readonly Filter[] = [
  { language: "dockerfile", scheme: "file" },
  { language: "dockerfile", scheme: "untitled" },
  { language: "dockerfile", scheme: "vscode-vfs" },
  // Ignore files by their names: another extension may give them a language of its own.
  { pattern: "**/.dockerignore", scheme: "file" },
  { pattern: "**/*.dockerignore", scheme: "file" },
];

// Compose files may hold Dockerfiles; their language is YAML, or what another extension calls it.
export const COMPOSE: readonly Filter[] = [
  { scheme: "file", pattern: "**/{compose,docker-compose}*.{yml,yaml}" },
  { scheme: "file", language: "dockercompose" },
];

/** All that the server hears of. */
export const HEARD: readonly Filter[] = [
  ...JUDGED,
  ...COMPOSE,
  // Configuration counts as it stands in the editor, saved or not.
  { scheme: "file", pattern: "**/{layerwise,.layerwise,pyproject}.toml" },
];

// Settings of others, as in pyproject.toml, are no reason.
export const CONFIGURATION: Filter = { scheme: "file", pattern: "**/{layerwise,.layerwise}.toml" };

/** Where the language status has something to say. */
export const TOLD: readonly Filter[] = [...JUDGED, CONFIGURATION, ...COMPOSE];
