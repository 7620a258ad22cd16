"""How manifest-first splits go wrong: each fact in a sentence, with the fixtures that show what we do about it.

A checklist to go through: in each fixture the naive split is not what is offered; what is offered works, or the
verdict says why nothing is. Folders are those below `fixtures/source-before-install`.
"""

from collections.abc import Mapping

_BREAKS_THE_BUILD = {
    "A destination without a slash, where no directory is yet, makes a file of the manifest": (
        "starting-case",
        "destination-without-slash",
    ),
    "A requirements file includes another one": ("nested-requirements",),
    "The manifest is kept out by .dockerignore": (
        "manifest-ignored",
        "included-file-ignored",
        "lockfile-ignored",
    ),
    "A lockfile is named that is not there": ("lockfile-absent", "lockfile-ignored"),
    "One pattern over several folders lays their manifests over one another": ("npm-workspace",),
}
_CHANGES_THE_IMAGE = {
    "The host's installed packages would lie over those of the image": (
        "host-node-modules",
        "host-node-modules-of-member",
        "host-virtual-environment",
        "host-bundle",
    ),
    "The install rewrites a lockfile that the copy brings back": ("unfrozen-out-of-step",),
    "The install's step deletes a file that the copy brings back": (
        "install-deletes-settings",
        "manifest-deleted",
        "manifest-deleted-between-installs",
    ),
    "A directory made by WORKDIR instead of by the copy belongs to root": ("owned-copy-before-workdir",),
}
_WORKS_ALL_THE_SAME = {
    "A manifest in a folder of its own": ("subdirectory-source", "workdir-changes"),
    "A lockfile by a pattern, that may be missing": ("good-order-optional-lockfile",),
    "Several sources into a directory that is there, without a slash": ("several-sources-into-directory",),
    "USER set before the copy": ("user-set-earlier", "owned-directory-made-by-run"),
}
_WHAT_RERUNS = {
    "--link does not save a later install": ("link-flag",),
    "--exclude and --parents can leave a copy as narrow as the install needs": (
        "exclude-leaves-manifests",
        "parents-pattern-of-manifests",
    ),
    "A manifest that is mounted for the install reruns it for itself only": (
        "bind-mount-of-manifest",
        "bind-mount-below-copy",
    ),
    "A trigger in a stage fires in the stages built from it": ("triggers-of-a-stage", "onbuild-instructions"),
    "A relative folder of wheels is looked for beside the file that names it": ("find-links-beside-file",),
    "A restored copy resets owner and mode of directories, a narrow one does not": (
        "owner-of-made-directory",
        "subdirectory-with-mode",
    ),
    "A copy of nothing but what the install reads reruns it for itself only": (
        "empty-wide-copy",
        "good-order",
    ),
    "What is copied from a stage is compared file by file": ("copy-from-stage", "harvest-stage-of-one-file"),
}
_INSTALLS_LESS = {
    "A member whose manifest is missing is left out without a word": (
        "npm-workspace",
        "yarn-classic-workspace",
        "pnpm-workspace",
    ),
    "With a member missing the lockfile would change": ("yarn-berry-workspace",),
    "Without its settings Yarn installs no node_modules at all": ("yarn-berry",),
    "Metadata that is read from a file is empty without it": ("dynamic-requirements",),
    "Go finds no packages to download for where there is no source": ("go-mod-tidy",),
    "A failing install is hidden by what stands after it": ("install-whose-failure-is-hidden",),
    "A member's command is linked only where its file is there": (
        "pnpm-workspace-command",
        "yarn-berry-workspace-command",
        "workspace-command-built-later",
    ),
    "What was built from manifests alone survives the later copy": ("project-install",),
}
_HOW_COPIES_WORK = {
    "Copying a folder copies what is in it, not the folder": ("patches-of-patch-package", "vendored-gems"),
    "--parents keeps folders, below a pivot if there is one": ("parents-flag", "parents-flag-with-pivot"),
    "--exclude holds for the wide copy, not for the narrow one": (
        "exclude-flag",
        "excluded-manifest",
        "exclude-node-modules",
    ),
    "--chown is needed on both copies": ("chown-flag", "owned-copy-before-workdir"),
    "--chmod is needed on both copies": ("chmod-flag",),
    "The narrow copy stands where the wide one stood": ("owned-copy-before-workdir", "go-replace-above"),
    "A stage may hand on the manifests only": ("harvest-stage", "turbo-prune"),
    "ADD unpacks archives": (
        "add-instruction",
        "add-needed-archive",
        "archive-among-sources",
        "add-with-flags",
    ),
    "ADD downloads": ("add-remote",),
}
_CACHES = {
    "What is installed into a cache mount is gone when the mount is emptied": (
        "cache-mount-holds-result",
        "bundle-cache-mount",
    ),
    "A mount for downloads is not a place of results": ("cache-mount-of-tool", "pip-without-cache"),
    "A memory mount is empty again in the second half of a RUN": ("tmpfs-between-halves",),
    "Removing the downloads in the same step changes nothing about the split": (
        "clean-cache-folder",
        "cache-cleaned-in-same-run",
    ),
    "A secret is mounted, not copied": ("secret-mount",),
}
_HOST_FILES = {
    "node_modules of the host, ignored or not, at the top or in a member": (
        "npm-ci",
        "host-node-modules",
        "host-node-modules-of-member",
        "dockerignore-any-depth",
    ),
    "A virtual environment of the host": ("host-virtual-environment", "host-virtual-environment-ignored"),
    "vendor/bundle and the settings of Bundler": ("host-bundle", "bundler-settings-in-context"),
    "Packages that Yarn keeps in the repository": ("zero-install",),
    "Go's vendor folder is committed, and stays": ("go-vendor-committed",),
}
_WAS_MISSING = {
    "The script of a postinstall, in a folder or beside the manifest": (
        "lifecycle-script",
        "postinstall-at-root",
        "postinstall-in-two-stages",
    ),
    "Several files of one chain of scripts": ("postinstall-chain",),
    "A folder into which an install script copies": ("install-script-copies",),
    "The schema from which a postinstall generates code": ("prisma-schema", "prisma-config"),
    "Nothing, where scripts are skipped": ("scripts-skipped",),
    "The file that prepare runs, development dependencies left out or not": (
        "prepare-without-development",
        "prepare-sets-up-hooks",
    ),
    "The patches of patch-package": ("patches-of-patch-package",),
    "The patches that pnpm is told of": ("pnpm-workspace", "pnpm-fetch-patches"),
    "The patches of Yarn, and none that nobody names any more": ("yarn-berry-patches", "yarn-berry"),
    "The Yarn that the project keeps, and its plugins": (
        "yarn-berry",
        "yarn-berry-plugins",
        "yarn-path-of-yarn-1",
    ),
    "Some manifests of a workspace, in a stage of their own or not": (
        "pnpm-members-but-one",
        "npm-workspace",
        "workspace-in-second-stage",
        "workspace-root-above",
        "bun-workspace",
    ),
    "The file with the catalog of versions": ("pnpm-catalog",),
    "The manifest at which an override points": ("pnpm-fetch-overrides",),
    "The settings and hooks of pnpm": ("pnpm-hooks",),
    "What the prune step of a monorepo leaves out": ("turbo-prune",),
    "A line of a requirements file that installs the project": (
        "editable-in-requirements",
        "editable-in-included-file",
    ),
    "Requirements files that others include": ("nested-requirements", "constraints-from-environment"),
    "An archive that a requirements file names": ("local-archive-in-requirements",),
    "The module that stands in for another": ("go-modules", "go-replace-above"),
    "A module of the workspace, ignored or not": (
        "go-workspace",
        "go-workspace-member-ignored",
        "go-workspace-off",
    ),
    "The file with the version of Ruby": ("ruby-version-file",),
    "The gemspec, and the files that it loads": ("gemspec",),
    "A gem or engine in the tree": ("path-gem",),
    "The folder of vendored gems": ("vendored-gems",),
    "The Gemfile itself, where it is named": ("gemfile-elsewhere",),
    "The lockfile, ignored or copied too late": ("lockfile-ignored", "lockfile-copied-later"),
}
_IN_THE_RIGHT_ORDER = {
    "The manifest alone is copied, without its lockfile": ("lockfile-copied-later",),
    "A pattern misses the shrinkwrap and takes a backup": ("shrinkwrap",),
    "Two stages with lists of their own drift apart": ("two-stages-one-forgotten",),
}
_WHAT_STANDS_BETWEEN = {
    "The owner of everything is changed between copy and install": ("chown-between",),
    "The mode of a file is changed between copy and install": ("mode-changed-between",),
    "A settings file is laid over one of the source": (
        "settings-over-source",
        "copy-over-copy",
        "install-then-copy-again",
    ),
    "A settings file is laid among the system's": ("settings-into-system",),
    "The manifest is edited": ("sed-on-manifest", "manifest-edited-below"),
    "Every file is rewritten": ("line-ends-converted",),
    "A folder is replaced by a link": ("folder-replaced-by-link", "folder-replaced-by-link-below"),
    "A user works in a folder that the copy gave to it": (
        "subdirectory-of-another-user",
        "subdirectory-with-mode",
    ),
    "The variable in the destination changes": ("destination-variable-redefined", "argument-redefined"),
    "The environment loads files of the project": (
        "environment-names-project-file",
        "python-path-of-project",
        "home-is-the-project",
    ),
    "The install is told in which folder to work": ("directory-option", "split-run-carries-directory"),
    "The install finds a workspace above its folder": ("workspace-root-above",),
    "umask, variables and alternatives do not reach the second half of a RUN": (
        "umask-before-install",
        "unexported-variable",
        "exported-variable",
        "variable-from-command",
        "or-after-install",
    ),
    "Another stage copies from the one that is changed": (
        "later-copy-from",
        "stage-copied-before-restore",
        "stage-mounted-later",
    ),
    "The repository is asked for a version": ("git-between",),
}
_WAYS_OF_WRITING = {
    "Patterns in the sources": ("pattern-sources",),
    "Variables in sources and destinations": (
        "variable-in-source",
        "unknown-variable-in-source",
        "variable-in-path",
        "variable-with-default-in-destination",
    ),
    "JSON form, names with blanks": ("json-form", "name-with-blank", "json-names-with-blanks"),
    "Lower case, tabs, continued lines, comments, blank lines": (
        "odd-layout",
        "lower-case-split-run",
        "tabs-for-blanks",
        "copy-over-several-lines",
        "comments-around",
        "blank-lines-around-moved",
    ),
    "Windows line ends, and no line end at the end": ("crlf", "crlf-split-run", "no-final-newline"),
    "Backquotes as escapes, and paths of Windows": (
        "backquote-escape",
        "windows-paths",
        "windows-paths-with-slashes",
        "windows-tag-of-known-image",
    ),
    "Commands joined by semicolons": ("semicolons-under-set-e",),
    "RUN in JSON form and as a heredoc": ("run-in-json-form", "heredoc-run", "heredoc-split"),
}

FACTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Splits that break the build": _BREAKS_THE_BUILD,
    "Splits that change the image without a word": _CHANGES_THE_IMAGE,
    "Splits that work all the same": _WORKS_ALL_THE_SAME,
    "What reruns a step": _WHAT_RERUNS,
    "Installs of less than before, with success": _INSTALLS_LESS,
    "How copies work": _HOW_COPIES_WORK,
    "Caches and mounts": _CACHES,
    "Files of the host": _HOST_FILES,
    "What was missing in splits made by hand": _WAS_MISSING,
    "What is wrong even in the right order": _IN_THE_RIGHT_ORDER,
    "What stands between copy and install": _WHAT_STANDS_BETWEEN,
    "Ways of writing": _WAYS_OF_WRITING,
}
