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
    "The command is a file of the project": ("program-of-the-project", "program-linked"),
    "The manifest is kept out by .dockerignore": (
        "manifest-ignored",
        "included-file-ignored",
        "lockfile-ignored",
        "pnpm-patches-ignored",
        "npm-member-ignored",
    ),
    "A lockfile is named that is not there": ("lockfile-absent", "lockfile-ignored"),
    "One pattern over several folders lays their manifests over one another": (
        "npm-workspace",
        "pattern-flattens-members",
    ),
    "Below a folder that is a link, a copy of one file would make a folder": (
        "manifest-below-linked-directory",
        "folder-replaced-by-link-below",
    ),
    "The manifest is a link to a place outside the build context": ("link-out-of-the-context",),
}
_CHANGES_THE_IMAGE = {
    "The host's installed packages would lie over those of the image": (
        "host-node-modules",
        "host-node-modules-of-member",
        "host-virtual-environment",
        "host-bundle",
        "composer-host-packages",
        "yarn-classic-host-packages",
        "pnpm-host-packages",
        "bun-host-packages",
        "uv-host-environment-of-plain-project",
        "poetry-host-environment",
    ),
    "The install rewrites a lockfile that the copy brings back": (
        "unfrozen-out-of-step",
        "bun-out-of-step",
        "bun-binary-lockfile-unfrozen",
        "uv-unfrozen-out-of-step",
        "uv-lock-before-sync",
    ),
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
    "Settings by a pattern of one letter, that may be missing": ("good-order-optional-settings",),
    "Several sources into a directory that is there, without a slash": ("several-sources-into-directory",),
    "USER set before the copy": ("user-set-earlier", "owned-directory-made-by-run"),
    "A manifest that is a link: a copy brings the file, and the copy below the link": ("linked-manifest",),
    "A link that no install reads": ("link-beside-manifests",),
    "A lockfile that is written where there was none": ("composer-without-lockfile", "uv-without-lockfile"),
    "A binary lockfile that stays as it is": ("bun-binary-lockfile",),
}
_WHAT_RERUNS = {
    "--link does not save a later install": ("link-flag",),
    "--exclude and --parents can leave a copy as narrow as the install needs": (
        "exclude-leaves-manifests",
        "parents-pattern-of-manifests",
        "parents-double-star",
    ),
    "A manifest that is mounted for the install reruns it for itself only": (
        "bind-mount-of-manifest",
        "bind-mount-below-copy",
        "uv-mounted-manifests",
    ),
    "The whole context, mounted, reruns the install with every edit": ("bind-mount-of-everything",),
    "A mounted lockfile cannot be replaced, so no mount is offered where the install may write it": (
        "unfrozen-out-of-step",
        "bun-out-of-step",
    ),
    "An edit of the Dockerfile reruns a copy that takes it in": (
        "dockerfile-beside-manifests",
        "empty-wide-copy",
    ),
    "A stage built from another one is rerun with it": ("install-in-child-stage",),
    "A stage gets another parent where its own has the source and others see that": (
        "install-in-child-stage",
        "stage-seen-by-another",
        "two-children-with-installs",
    ),
    "Numbers of stages, triggers and steps below the copy keep a stage from being taken apart": (
        "parent-called-by-number",
        "parent-with-trigger",
        "parent-with-steps-below-copy",
        "seen-stage-with-steps-below-copy",
    ),
    "Mounts hold for one RUN and make no directory for the next": (
        "mount-for-each-reader",
        "mount-without-directory",
    ),
    "A trigger in a stage fires in the stages built from it": (
        "triggers-of-a-stage",
        "onbuild-instructions",
        "copy-by-trigger",
    ),
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
        "bun-packages-folder",
    ),
    "With a member missing the lockfile would change": ("yarn-berry-workspace", "bun-workspace"),
    "Without its settings Yarn installs no node_modules at all": ("yarn-berry",),
    "Metadata that is read from a file is empty without it": (
        "dynamic-requirements",
        "uv-pip-dynamic",
    ),
    "Go finds no packages to download for where there is no source": (
        "go-mod-tidy",
        "go-packages-of-source",
    ),
    "A failing install is hidden by what stands after it": ("install-whose-failure-is-hidden",),
    "A member's command is linked only where its file is there": (
        "workspace-command",
        "workspace-command-executable",
        "pnpm-workspace-command",
        "yarn-classic-workspace-command",
        "yarn-berry-workspace-command",
        "bun-member-command",
        "workspace-command-built-later",
    ),
    "What was built from manifests alone survives the later copy": (
        "project-install",
        "editable-install",
        "manifest-then-project",
    ),
}
_HOW_COPIES_WORK = {
    "Copying a folder copies what is in it, not the folder": ("patches-of-patch-package", "vendored-gems"),
    "--parents keeps folders, below a pivot if there is one": ("parents-flag", "parents-flag-with-pivot"),
    "--exclude holds for the wide copy, not for the narrow one": (
        "exclude-flag",
        "excluded-manifest",
        "exclude-node-modules",
        "exclude-any-depth",
        "exclude-hides-lockfile",
    ),
    "--chown is needed on both copies": ("chown-flag", "owned-copy-before-workdir", "owner-by-variable"),
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
        "go-cache-mount",
        "go-cache-mount-split",
    ),
    "A mount for downloads is not a place of results, nor used in another home": (
        "cache-mount-of-tool",
        "pip-without-cache",
        "poetry-cache-mount",
        "cache-mount-of-another-home",
    ),
    "Told to keep no downloads, the tools leave the mount empty": (
        "pip-without-cache",
        "uv-without-cache",
        "poetry-without-cache",
        "composer-without-cache",
    ),
    "Both phases of an install have the mount": (
        "uv-cache-mount",
        "composer-cache-mount",
        "pnpm-production-in-two-phases",
    ),
    "A memory mount is empty again in the second half of a RUN": ("tmpfs-between-halves",),
    "Removing the downloads in the same step changes nothing about the split": (
        "clean-cache-folder",
        "cache-cleaned-in-same-run",
        "cache-mount-cleaned",
        "yarn-cache-cleaned",
        "bun-cache-cleaned",
    ),
    "A secret is mounted, not copied": ("secret-mount",),
}
_HOST_FILES = {
    "node_modules of the host, ignored or not, at the top or in a member": (
        "npm-ci",
        "host-node-modules",
        "host-node-modules-of-member",
        "dockerignore-any-depth",
        "yarn-classic-host-packages",
        "pnpm-host-packages",
        "bun-host-packages",
    ),
    "A virtual environment of the host": (
        "host-virtual-environment",
        "host-virtual-environment-ignored",
        "environment-of-another-name",
        "uv-host-environment-of-plain-project",
        "poetry-host-environment",
    ),
    "vendor/bundle and the settings of Bundler": (
        "host-bundle",
        "bundler-settings-in-context",
        "bundler-settings-of-host",
    ),
    "The vendor folder of Composer": ("composer-host-packages",),
    "Packages that Yarn keeps in the repository, and its note of what is installed": (
        "zero-install",
        "yarn-berry-host-state",
    ),
    "What the host's Python has left behind": ("host-leftovers", "uv-host-metadata"),
    "Go's vendor folder is committed, and stays": ("go-vendor-committed",),
}
_WAS_MISSING = {
    "The script of a postinstall, in a folder or beside the manifest": (
        "lifecycle-script",
        "postinstall-at-root",
        "postinstall-in-two-stages",
        "bun-postinstall",
    ),
    "Several files of one chain of scripts": ("postinstall-chain",),
    "The program of a build tool that a postinstall runs": ("postinstall-of-build-tool",),
    "A folder into which an install script copies": ("install-script-copies",),
    "The schema from which a postinstall generates code": ("prisma-schema", "prisma-config"),
    "Nothing, where scripts are skipped": ("scripts-skipped", "bun-scripts-skipped"),
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
        "uv-workspace",
        "uv-workspace-built",
        "uv-workspace-in-member",
    ),
    "A member's manifest, copied over that of the root": ("bun-member-copied-flat", "bun-workspace"),
    "The patches that Bun is told of": ("bun-patches",),
    "The file with the catalog of versions": ("pnpm-catalog",),
    "The manifest at which an override points": ("pnpm-fetch-overrides",),
    "The settings and hooks of pnpm": ("pnpm-hooks",),
    "What the prune step of a monorepo leaves out": ("turbo-prune",),
    "A line of a requirements file that installs the project": (
        "editable-in-requirements",
        "editable-in-included-file",
        "uv-pip-editable-in-requirements",
    ),
    "The readme, for the build backend of an installed project": (
        "uv-packaged",
        "uv-pip-editable",
        "setup-script-reads-files",
        "uv-another-backend",
    ),
    "The readme, for Poetry": ("poetry-packaged", "poetry-no-root", "poetry-readme-missing"),
    "The readme above the project, where the folders change their places": ("uv-readme-above-project",),
    "The readme, ignored whatever is copied, or let in again": (
        "uv-readme-ignored",
        "uv-readme-let-in",
    ),
    "The manifest of a dependency that is a folder": ("npm-folder-dependency",),
    "The package's own folder": ("poetry-packaged", "poetry-only-root", "uv-packaged"),
    "The source, for an editable install": ("editable-install", "uv-pip-editable", "uv-pip-extras"),
    "The repository from which the version is computed, and the whole tree beside it": (
        "version-from-git",
        "uv-version-from-git",
        "poetry-version-from-git",
    ),
    "The project at which a source or dependency by path points": (
        "uv-path-source",
        "uv-archive-source",
        "poetry-path-dependency",
    ),
    "The files that settings of Composer's plugins name": (
        "composer-patches",
        "composer-patches-file",
        "composer-flex",
        "composer-unknown-plugin",
    ),
    "The program behind Composer's scripts": (
        "composer-artisan",
        "composer-command-scripts",
        "composer-package-events",
    ),
    "The package of a path repository": ("composer-path-repository", "composer-path-repository-copied"),
    "Composer itself and the settings of PHP, files of the project": (
        "composer-archive-program",
        "composer-php-settings",
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
    "The project is installed twice, first from its manifests": ("manifest-then-project",),
    "The manifest alone is copied, without its lockfile": ("lockfile-copied-later",),
    "A pattern misses the shrinkwrap and takes a backup": ("shrinkwrap",),
    "Two stages with lists of their own drift apart": ("two-stages-one-forgotten",),
}
_IN_TWO_PHASES = {
    "A project that is not built needs its manifests only": (
        "uv-virtual-project",
        "uv-not-a-package",
        "uv-no-install-by-environment",
        "poetry-not-a-package",
        "poetry-no-root",
        "composer-plain",
        "composer-files",
    ),
    "A project that is built comes after its dependencies": (
        "uv-packaged",
        "uv-not-editable",
        "uv-settings-from-environment",
        "poetry-packaged",
        "requirements-then-project",
        "requirements-then-project-in-one-run",
    ),
    "All members are left out of the first phase, and their manifests are not": (
        "uv-workspace-built",
        "uv-workspace-built-but-root",
    ),
    "The lockfile alone is enough where it is not checked": ("uv-lockfile-only",),
    "Metadata that the backend computes is asked for where the lockfile is checked": (
        "uv-dynamic-dependencies",
        "uv-dynamic-dependencies-frozen",
    ),
    "A manifest whose dependencies are members of the workspace is no list of packages": (
        "uv-pip-workspace-source",
    ),
    "Extras and further packages belong to the first phase too": ("uv-pip-extras",),
    "The version of Python and settings are looked for in the folders above": ("uv-python-version-above",),
    "Scripts of Composer, and classes that it lists, come after the source": (
        "composer-artisan",
        "composer-command-scripts",
        "composer-classmap",
    ),
    "Scripts of single packages cannot be made up for": ("composer-package-events",),
    "npm rebuild leaves out prepare": ("npm-prepare-in-two-phases", "npm-scripts-in-two-phases"),
    "pnpm fetch runs no scripts, pnpm install --offline runs them all": (
        "pnpm-scripts-in-two-phases",
        "pnpm-production-in-two-phases",
    ),
    "What is in front of the command stands in front of each of the second phase": ("composer-superuser",),
    "The folder in which it works is said again": (
        "uv-in-directory",
        "poetry-directory-option",
        "npm-scripts-in-two-phases",
    ),
    "What comes before it in its RUN is above the copy, what comes after it below": (
        "uv-installed-in-same-run",
        "uv-then-build",
        "poetry-installed-in-same-run",
        "poetry-configured-in-same-run",
        "npm-install-phases-then-build",
        "uv-environment-made-in-same-run",
    ),
    "A tool that is copied from its image is above the copy": ("uv-copied-from-image",),
    "Written by hand, both phases are left alone": (
        "uv-good-order",
        "uv-mounted-manifests",
        "poetry-good-order",
        "poetry-only-root",
        "composer-good-order",
        "composer-scripts-by-hand",
        "npm-phases-by-hand",
    ),
    "A list that one tool writes for another is not known": (
        "poetry-export",
        "poetry-export-piped",
        "poetry-export-in-stage",
        "uv-export",
    ),
}
_WHAT_STANDS_BETWEEN = {
    "The owner of everything is changed between copy and install": ("chown-between",),
    "The mode of a file is changed between copy and install": (
        "mode-changed-between",
        "executable-made-plain-between",
        "executable-made-executable-again",
        "manifest-of-another-mode",
        "manifest-made-readable",
    ),
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
    "The install finds a workspace above its folder": ("workspace-root-above", "uv-workspace-in-member"),
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
        "stage-seen-by-another",
    ),
    "The rest of the RUN makes or enters a folder of the copy": (
        "directory-made-in-tail",
        "trailing-directory-change",
    ),
    "Another install stands between, in a folder of its own or above": (
        "install-below-then-above",
        "two-folders-two-installs",
        "two-installs-in-one-run",
    ),
    "The repository is asked for a version": ("git-between",),
    "A step that reads single files gets those too": ("file-copied-into-system", "list-of-system-packages"),
    "A step that takes no time goes down with the copy": (
        "file-copied-in-the-source",
        "executable-made-executable-again",
    ),
    "A step brings a program that the install may run": ("program-moved-between",),
}
_WAYS_OF_WRITING = {
    "Patterns in the sources, and their characters in names": ("pattern-sources", "name-with-brackets"),
    "Variables in sources and destinations": (
        "variable-in-source",
        "unknown-variable-in-source",
        "variable-in-path",
        "source-by-argument",
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
        "blank-lines-around-all",
        "comment-between-halves",
        "split-run-over-several-lines",
    ),
    "Windows line ends, and no line end at the end": ("crlf", "crlf-split-run", "no-final-newline"),
    "Backquotes as escapes, and paths of Windows": (
        "backquote-escape",
        "windows-paths",
        "windows-paths-with-slashes",
        "windows-tag-of-known-image",
    ),
    "Commands joined by semicolons": ("semicolons-under-set-e",),
    "RUN in JSON form and as a heredoc": (
        "run-in-json-form",
        "heredoc-run",
        "heredoc-split",
        "heredoc-with-tabs",
    ),
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
    "Installs in two phases": _IN_TWO_PHASES,
    "What stands between copy and install": _WHAT_STANDS_BETWEEN,
    "Ways of writing": _WAYS_OF_WRITING,
}
