// The text of a report about a problem. Knows nothing of VS Code, and hides nothing: that is mask.ts's work.

export interface Facts {
  readonly extension: string;
  readonly editor: string;
  readonly system: string;
  /** "remote", "wsl", "dev-container"; empty where the editor works on this machine. */
  readonly remote: string;
  readonly isTrusted: boolean;
  readonly folders: number;
  readonly server: string;
  readonly interpreter: string;
  /** The document that was looked at: its path, its language, and what the server knows of it. */
  readonly document: string;
  readonly builds: readonly string[];
  /** Settings that are not as they come, by name. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly log: readonly string[];
}

export function reportOf(facts: Facts): string {
  return `${INTRODUCTION}

## What happened


## What should have happened


## The Dockerfile, and the files that it copies


## Where

| | |
|---|---|
${rows(facts).map(([name, value]) => `| ${name} | ${value.replaceAll("|", "\\|") || "none"} |`).join("\n")}

## Builds

${facts.builds.map((build) => `- ${build}`).join("\n") || "None was found."}

## Settings that were changed

${fenced("json", JSON.stringify(facts.settings, null, 2))}

## The last lines of the log

${fenced("text", facts.log.join("\n"))}
`;
}

const INTRODUCTION = `# A problem with Layerwise

Nothing of this has been sent anywhere. The paths of your folders are left out,
and passwords and tokens as far as they were recognised: read it before you pass it on.`;

function rows(facts: Facts): [string, string][] {
  return [
    ["Layerwise", facts.extension],
    ["Editor", facts.editor],
    ["System", facts.system],
    ["Remote", facts.remote],
    ["Workspace", `${facts.folders} folder${facts.folders === 1 ? "" : "s"}, ${facts.isTrusted ? "trusted" : "not trusted"}`],
    ["Server", facts.server],
    ["Python", facts.interpreter],
    ["Document", facts.document],
  ];
}

/** A text in a fence that nothing in it can close. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
