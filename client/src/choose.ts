// The choice among the builds of a Dockerfile: one that alone counts, or all of them.
import { type QuickInputButton, type QuickPickItem, ThemeIcon, Uri, window, workspace } from "vscode";
import { reveal } from "./reveal";

/** A build as the server lists it; its line counts from 0. */
export interface ListedBuild {
  readonly id: string;
  readonly label: string;
  readonly context: string;
  readonly said: string | null;
  readonly saidUri: string | null;
  readonly saidLine: number | null;
  readonly target: string | null;
  readonly chosen: boolean;
}

export interface Listed {
  readonly builds: readonly ListedBuild[];
  readonly chosen: string | null;
}

export type AskForBuilds = (uri: string) => Promise<Listed | undefined>;
export type Choose = (uri: string, id: string | null) => Promise<void>;

interface Item extends QuickPickItem {
  readonly id: string | null;
  readonly build?: ListedBuild;
}

// As wide as the tick before a label.
const INDENT = " ".repeat(5);
const SHOW: QuickInputButton = { iconPath: new ThemeIcon("go-to-file"), tooltip: "Show where this is said" };

export async function chooseContext(ask: AskForBuilds, choose: Choose): Promise<void> {
  const document = window.activeTextEditor?.document;
  const listed = document && (await ask(document.uri.toString()));
  if (document === undefined || listed === undefined) {
    void window.showInformationMessage("A build is chosen for the Dockerfile in the active editor: open one first");
    return;
  }
  const item = await pick(itemsOf(listed), `The builds of ${workspace.asRelativePath(document.uri)}`);
  if (item !== undefined) {
    await choose(document.uri.toString(), item.id);
  }
}

function itemsOf({ builds, chosen }: Listed): Item[] {
  const tick = (isChosen: boolean): string => (isChosen ? "$(check)" : "$(blank)");
  const all: Item = {
    id: null,
    label: `${tick(chosen === null)} All builds`,
    detail: `${INDENT}A finding is shown where it is true in any, a fix where it is right in all`,
  };
  return [
    all,
    ...builds.map((build) => ({
      id: build.id,
      build,
      label: `${tick(build.chosen)} ${build.label}`,
      description: build.said ?? "",
      detail: `${INDENT}Context: ${build.context}${build.target === null ? "" : `, target: ${build.target}`}`,
      buttons: build.saidUri === null ? [] : [SHOW],
    })),
  ];
}

/** Lets the user pick an item; the button of one leads to the line that declares it. */
function pick(items: Item[], title: string): Promise<Item | undefined> {
  const list = window.createQuickPick<Item>();
  Object.assign(list, { items, title, placeholder: "Which build counts", matchOnDescription: true, matchOnDetail: true });
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]);
      list.hide();
    });
    list.onDidTriggerItemButton(({ item: { build } }) => {
      list.hide();
      if (build?.saidUri) {
        void reveal(Uri.parse(build.saidUri), build.saidLine ?? 0);
      }
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
