"""Composer: spellings, what a call reads and writes, and its two-phase form."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from ecosystem_calls import ImageTree, command, needs, phases, reading, recognised
from layerwise.context.memory import Content, File
from layerwise.ecosystems.recognise import recognise
from layerwise.unknown import Unknown


def manifest(**fields: object) -> str:
    """A composer.json."""
    return json.dumps({"name": "acme/app", **{name.replace("_", "-"): one for name, one in fields.items()}})


def lock(*packages: Mapping[str, object], dev: tuple[Mapping[str, object], ...] = ()) -> str:
    """A composer.lock with these packages."""
    return json.dumps({"packages": packages, "packages-dev": dev})


def note(line: str, files: Mapping[str, Content], **environment: str | None) -> str | None:
    """Why source is needed, or why the rest is unknown."""
    found = reading(line, files, **environment)
    reason = found.source or found.unknown
    return reason.note if reason else None


PROJECT: dict[str, Content] = {"composer.json": manifest(), "composer.lock": lock()}
PATH_PACKAGE = {
    "name": "acme/foo",
    "dist": {"type": "path", "url": "lib/foo", "reference": "0"},
    "transport-options": {"relative": True},
}
WITH_PATH: dict[str, Content] = {
    "composer.json": manifest(repositories=[{"type": "path", "url": "lib/*"}]),
    "composer.lock": lock(PATH_PACKAGE),
    "lib/foo/composer.json": '{"name": "acme/foo"}',
    "lib/foo/src/A.php": "",
}

SPELLINGS = [
    "composer install",
    "composer i",
    "composer inst",
    "composer -n install --no-dev",
    "composer install -no --prefer-dist",
    "composer --no-interaction --ansi install",
    "composer -d /app install",
    "composer --working-dir=/app install",
    "composer install -d .",
    "composer install --ignore-platform-req ext-intl --ignore-platform-req=php",
    "composer install --apcu-autoloader-prefix app",
    "composer.phar install",
    "/usr/local/bin/composer install",
    "php composer.phar install",
    "php -d memory_limit=-1 composer.phar install",
    "php -d memory_limit=-1 -d error_reporting=0 /usr/local/bin/composer install",
    "php -n /usr/bin/composer install",
    "symfony composer install",
    "composer update",
    "composer u",
    "composer up",
    "composer upgrade",
    "composer update --with acme/foo:1.0",
]
NEAR_MISSES = [
    "composer",
    "composer --version",
    "composer install --help",
    "composer install --dry-run",
    "composer in",
    "composer init",
    "composer global require acme/foo",
    "composer global install",
    "composer require acme/foo",
    "composer create-project acme/foo .",
    "composer dump-autoload -o",
    "composer dumpautoload",
    "composer run-script post-install-cmd",
    "composer run install",
    "composer exec install",
    "composer self-update",
    "composer validate",
    "composer config cache-dir install",
    "composer check-platform-reqs",
    "composer clear-cache",
    "composer archive",
    "php artisan install",
    "php bin/console composer install",
    "php -r install",
]


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads the manifest and its lockfile."""
    found = reading(line, PROJECT)

    assert (needs(found), found.source, found.unknown) == (["composer.json", "composer.lock"], None, None)
    assert found.is_project
    assert found.outputs == ("/app/vendor", "/app/vendor/bin")
    assert found.rewrites == (("/app/composer.lock",) if " u" in line else ())


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Other commands of the same tools are no installs."""
    assert recognised(line) is None


CLOSURES: list[tuple[str, dict[str, Content], dict[str, str], list[str]]] = [
    ("composer install", {"auth.json": "{}", "symfony.lock": "{}"}, {}, ["auth.json"]),
    ("composer -d sub install", {"sub/composer.json": "{}"}, {}, ["sub/composer.json"]),
    ("php composer.phar install", {"composer.phar": b""}, {}, ["composer.phar"]),
    ("bin/composer install", {"bin/composer": ""}, {}, ["bin/composer"]),
    ("php -cphp.ini /bin/composer install", {"php.ini": ""}, {}, ["php.ini"]),
    (
        "php --php-ini=conf -n /bin/composer install",
        {"conf/php.ini": "", "php.ini": ""},
        {},
        ["conf/php.ini"],
    ),
    ("composer install", {"conf/php-cli.ini": ""}, {"PHPRC": "/app/conf"}, ["conf/php-cli.ini"]),
    ("composer install", {"php.ini": ""}, {}, []),
    (
        "composer install",
        {"cfg/alt.json": "{}", "cfg/alt.lock": "{}", "cfg/auth.json": "{}", "auth.json": "{}"},
        {"COMPOSER": "cfg/alt.json"},
        ["cfg/alt.json", "cfg/alt.lock", "cfg/auth.json"],
    ),
]


@pytest.mark.parametrize(("line", "files", "environment", "expected"), CLOSURES)
def test_closure(
    line: str, files: dict[str, Content], environment: dict[str, str], expected: list[str]
) -> None:
    """All files that Composer opens are needed."""
    found = reading(line, {**PROJECT, **files}, **environment)
    usual = [] if "COMPOSER" in environment or "-d" in line else ["composer.json", "composer.lock"]

    assert (sorted([*usual, *expected]), None, None) == (needs(found), found.source, found.unknown)


def test_settings_named_apart() -> None:
    """The file of settings may stand in a word of its own."""
    files = {f"/app/{path}": text for path, text in {**PROJECT, "php.ini": ""}.items()}
    found = recognise(command("php -d a=1 composer.phar install"), ImageTree(files))
    assert found is not None
    call = replace(found.call, command=command("php -c php.ini composer.phar install"))

    assert "php.ini" in needs(found._replace(call=call).read(ImageTree(files)))


def test_path_package() -> None:
    """Of a package that is linked only the manifest is needed, and its commands, which become executable."""
    with_bin = lock({**PATH_PACKAGE, "bin": ["bin/foo", "bin/gone"]})
    files = {**WITH_PATH, "composer.lock": with_bin, "lib/foo/bin/foo": ""}
    runnable = {**files, "lib/foo/bin/foo": File("", 0o755)}
    found = reading("composer install", files)

    assert needs(found) == ["composer.json", "composer.lock", "lib/foo/bin/foo", "lib/foo/composer.json"]
    assert found.rewrites == ("/app/lib/foo/bin/foo",)
    assert "/app/lib/foo/bin/gone" in found.tests
    assert note("composer install", files) is None
    assert reading("composer install", runnable).rewrites == ()


@pytest.mark.parametrize("verb", ["install", "update"])
@pytest.mark.parametrize("url", ["lib/*", "./lib/*", "/app/lib/*", "lib/{foo,bar}"])
def test_path_repositories_without_a_lock(verb: str, url: str) -> None:
    """Then every package of the repositories is looked at, and new ones are noticed."""
    files: dict[str, Content] = {**WITH_PATH, "lib/notes/README.md": "", "lib/baz/composer.json": "{}"}
    files["composer.json"] = manifest(repositories={"x": {"type": "path", "url": url}})
    del files["composer.lock"]
    found = reading(f"composer {verb}", files)

    named = ["lib/foo/composer.json"] if "{" in url else ["lib/baz/composer.json", "lib/foo/composer.json"]
    assert needs(found) == ["composer.json", *named]
    assert "/app/composer.lock" in found.outputs
    assert "{" in url or "/app/lib/" in found.tests
    assert note(f"composer {verb}", files) is None


def test_artifacts() -> None:
    """The lock names an archive by its path; without a lock the whole repository is read."""
    package = {"name": "acme/art", "dist": {"type": "zip", "url": "art/sub/a.zip"}}
    files: dict[str, Content] = {
        "composer.json": manifest(repositories=[{"type": "artifact", "url": "art"}]),
        "composer.lock": lock(package),
        "art/sub/a.zip": b"",
        "art/b.zip": b"",
    }
    unlocked = {path: text for path, text in files.items() if path != "composer.lock"}

    assert needs(reading("composer install", files)) == ["art/sub/a.zip", "composer.json", "composer.lock"]
    assert needs(reading("composer install", unlocked)) == ["art/b.zip", "art/sub/a.zip", "composer.json"]


PATCHES: list[tuple[dict[str, object], dict[str, Content], list[str]]] = [
    (
        {"patches": {"a/b": {"Fix": "patches/x.patch", "Web": "https://host/y.patch"}}},
        {},
        ["patches/x.patch"],
    ),
    ({"patches": {"a/b": [{"description": "Fix", "url": "patches/x.patch"}]}}, {}, ["patches/x.patch"]),
    (
        {"patches-file": "p.json"},
        {"p.json": '{"patches": {"a/b": {"Fix": "patches/x.patch"}}}'},
        ["p.json", "patches/x.patch"],
    ),
    (
        {"composer-patches": {"patches-file": "p.json"}},
        {"p.json": '{"patches": {}}', "patches.lock.json": '{"patches": {}}'},
        ["p.json", "patches.lock.json"],
    ),
    ({}, {"patches.json": '{"patches": {}}'}, ["patches.json"]),
]


@pytest.mark.parametrize(("extra", "files", "expected"), PATCHES)
def test_patches(extra: dict[str, object], files: dict[str, Content], expected: list[str]) -> None:
    """The patches that the manifest names, or the file that it names for them."""
    project: dict[str, Content] = {
        "composer.json": manifest(extra=extra),
        "composer.lock": lock({"name": "cweagans/composer-patches", "type": "composer-plugin"}),
        "patches/x.patch": "",
        **files,
    }
    found = reading("composer install", project)

    assert (needs(found), found.unknown) == (["composer.json", "composer.lock", *expected], None)
    assert needs(reading("composer install --no-plugins", project)) == ["composer.json", "composer.lock"]


def test_merged_files() -> None:
    """The merge plugin reads further manifests, with their autoloaders, and scripts if told so."""
    plugin = {"include": ["modules/*/composer.json", "gone.json"], "merge-scripts": True}
    inner = manifest(extra={"merge-plugin": {"require": "deep.json"}})
    files: dict[str, Content] = {
        "composer.json": manifest(extra={"merge-plugin": plugin}),
        "composer.lock": lock({"name": "wikimedia/composer-merge-plugin", "type": "composer-plugin"}),
        "modules/a/composer.json": inner,
        "deep.json": "{}",
    }
    scripted = {**files, "deep.json": manifest(scripts={"post-install-cmd": "make"})}
    classes = {**files, "deep.json": manifest(autoload={"classmap": ["old/"]})}

    assert needs(reading("composer install", files)) == [
        "composer.json", "composer.lock", "deep.json", "modules/a/composer.json",
    ]  # fmt: skip
    assert note("composer install", files) is None
    assert reading("composer install", files).rewrites == ("/app/composer.lock",)
    assert note("composer install", scripted) == "post-install-cmd runs make"
    assert note("composer install", classes) == "autoload.classmap lists the classes in old/"


@pytest.mark.parametrize(
    ("settings", "expected", "unknown"),
    [
        ({"recurse": False}, ["a.json", "composer.json"], None),
        ({"merge-extra": True}, ["a.json", "b.json", "composer.json"],
         "the settings of plugins in merged files are not read"),
    ],
)  # fmt: skip
def test_settings_of_the_merge_plugin(
    settings: dict[str, object], expected: list[str], unknown: str | None
) -> None:
    """Files in files are left out if told so; settings of plugins in them are not followed."""
    files: dict[str, Content] = {
        "composer.json": manifest(extra={"merge-plugin": {"include": "a.json", **settings}}),
        "a.json": manifest(extra={"merge-plugin": {"include": ["b.json"]}, "patches": {}}),
        "b.json": "{}",
    }

    assert needs(reading("composer install", files)) == expected
    assert note("composer install", files) == unknown


PLUGINS: list[tuple[str, dict[str, object], dict[str, Content], str | None]] = [
    ("symfony/runtime", {}, {}, None),
    ("acme/plugin", {}, {}, "what the plugin acme/plugin reads is not known"),
    ("acme/plugin", {"config": {"allow-plugins": False}}, {}, None),
    ("acme/plugin", {"config": {"allow-plugins": {"acme/plugin": False}}}, {}, None),
    ("symfony/flex", {}, {}, "without symfony.lock symfony/flex writes the files of recipes"),
    ("symfony/flex", {}, {"symfony.lock": "{}", "package.json": "{}"}, None),
    ("composer/installers", {}, {}, "where composer/installers puts d/m is not known"),
    (
        "composer/installers",
        {"extra": {"installer-paths": {"web/modules/{$name}": ["type:drupal-module"]}}},
        {},
        None,
    ),
]


@pytest.mark.parametrize(("name", "fields", "files", "expected"), PLUGINS)
def test_plugins(
    name: str, fields: dict[str, object], files: dict[str, Content], expected: str | None
) -> None:
    """A plugin runs in every install; a few are known to open nothing."""
    locked = lock({"name": name, "type": "composer-plugin"}, {"name": "d/m", "type": "drupal-module"})
    project: dict[str, Content] = {"composer.json": manifest(**fields), "composer.lock": locked, **files}

    assert note("composer install", project) == expected
    assert note("composer install --no-plugins", project) is None


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ({"symfony/runtime": True, "acme/off": False}, None),
        ({"acme/plugin": True}, "what the plugin acme/plugin reads is not known"),
        ({"acme/*": True}, "without a lock, which plugins run is not known"),
        (True, "without a lock, which plugins run is not known"),
        (False, None),
    ],
)
def test_plugins_without_a_lock(allowed: object, expected: str | None) -> None:
    """Then the manifest's list of allowed ones names them."""
    assert (
        note("composer install", {"composer.json": manifest(config={"allow-plugins": allowed})}) == expected
    )


def test_lock_that_is_not_read() -> None:
    """Where no context can be read, an empty one stands for it."""
    assert note("composer install", {"composer.json": "{}", "composer.lock": ""}) is None


def test_installed_elsewhere() -> None:
    """The folders of installer-paths are written."""
    files: dict[str, Content] = {
        "composer.json": manifest(extra={"installer-paths": {"web/modules/{$name}": []}}),
        "composer.lock": lock({"name": "composer/installers", "type": "composer-plugin"}),
    }

    assert "/app/web/modules" in reading("composer install", files).outputs


def test_flex_writes_javascript_packages() -> None:
    """Where a package brings any."""
    packages = (
        {"name": "symfony/flex", "type": "composer-plugin"},
        {"name": "s/x", "keywords": ["symfony-ux"]},
    )
    files: dict[str, Content] = {
        "composer.json": manifest(),
        "composer.lock": lock(*packages),
        "symfony.lock": "{}",
        "package.json": "{}",
    }

    assert note("composer install", files) == "symfony/flex writes the assets of packages into package.json"


def test_flex_copies_variables() -> None:
    """Where there is a template and no .env."""
    files: dict[str, Content] = {
        "composer.json": manifest(),
        "composer.lock": lock({"name": "symfony/flex", "type": "composer-plugin"}),
        "symfony.lock": "{}",
        ".env.dist": "",
    }
    found = reading("composer install", files)

    assert "/app/.env" in found.outputs
    assert needs(found) == [".env.dist", "composer.json", "composer.lock", "symfony.lock"]


EVENTS = [
    ("composer install", ("init pre-command-run command pre-install-cmd pre-pool-create pre-operations-exec "
     "pre-package-install post-package-install pre-autoload-dump post-autoload-dump post-install-cmd")),
    ("composer install --no-scripts", ""),
    ("composer install --no-autoloader", ("init pre-command-run command pre-install-cmd pre-pool-create "
     "pre-operations-exec pre-package-install post-package-install post-install-cmd")),
    ("composer update", ("init pre-command-run command pre-update-cmd pre-pool-create pre-operations-exec "
     "pre-package-install post-package-install pre-autoload-dump post-autoload-dump post-update-cmd")),
]  # fmt: skip
EVERY_EVENT = [
    *("init", "pre-command-run", "command", "pre-install-cmd", "pre-update-cmd", "pre-pool-create"),
    *("pre-operations-exec", "pre-package-install", "post-package-install", "pre-autoload-dump"),
    *("post-autoload-dump", "post-install-cmd", "post-update-cmd", "post-root-package-install"),
    *("post-create-project-cmd", "pre-status-cmd", "post-archive-cmd", "auto-scripts"),
]


@pytest.mark.parametrize(("line", "expected"), EVENTS)
def test_events(line: str, expected: str) -> None:
    """The scripts that an install runs (measured with Composer 2.5)."""
    found = [
        event
        for event in EVERY_EVENT
        if note(line, {**PROJECT, "composer.json": manifest(scripts={event: ["make"]})}) is not None
    ]

    assert " ".join(found) == expected


def test_events_without_a_lock() -> None:
    """An install without a lock is an update."""
    files = {"composer.json": manifest(scripts={"post-update-cmd": ["@php artisan x"]})}

    assert note("composer install", files) == "post-update-cmd runs @php artisan x"
    assert note("composer install", {**PROJECT, **files}) is None


def test_empty_script() -> None:
    """An event without commands runs nothing."""
    assert note("composer install", {**PROJECT, "composer.json": manifest(scripts={"init": []})}) is None


PSR4 = {"psr-4": {"App\\": "src/"}}
AUTOLOADERS: list[tuple[str, dict[str, object], str | None]] = [
    ("composer install", {"autoload": PSR4}, None),
    ("composer install", {"autoload": {"files": ["app/helpers.php"]}}, None),
    ("composer install", {"autoload": {"classmap": ["db/"]}}, "autoload.classmap lists the classes in db/"),
    ("composer install --no-autoloader", {"autoload": {"classmap": ["db/"]}}, None),
    ("composer install --no-scripts", {"autoload": {"classmap": ["db"]}},
     "autoload.classmap lists the classes in db"),
    ("composer install -o", {"autoload": PSR4}, "autoload.psr-4 lists the classes in src/"),
    ("composer install -a", {"autoload": PSR4}, "autoload.psr-4 lists the classes in src/"),
    ("composer install -no", {"autoload": PSR4}, "autoload.psr-4 lists the classes in src/"),
    ("composer install --optimize-autoloader", {"autoload": {"psr-4": {"": ["", "x"]}}},
     "autoload.psr-4 lists the classes in the project's folder"),
    ("composer install", {"autoload": PSR4, "config": {"optimize-autoloader": True}},
     "autoload.psr-4 lists the classes in src/"),
    ("composer install", {"autoload": {"psr-0": {"A": "old/"}}, "config": {"classmap-authoritative": True}},
     "autoload.psr-0 lists the classes in old/"),
    ("composer install -o", {"autoload-dev": PSR4}, "autoload-dev.psr-4 lists the classes in src/"),
    ("composer install -o --no-dev", {"autoload-dev": PSR4}, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "fields", "expected"), AUTOLOADERS)
def test_autoloader(line: str, fields: dict[str, object], expected: str | None) -> None:
    """The autoloader lists classes by reading the source, of class maps and when it is optimized."""
    files = {**PROJECT, "composer.json": manifest(**fields)}
    found = reading(line, files)

    assert note(line, files) == expected
    assert found.source is None or found.source.path == "/app/composer.json"


def test_autoloader_of_a_path_package() -> None:
    """Its classes stand in the tree too."""
    locked = lock({**PATH_PACKAGE, "autoload": {"psr-4": {"Foo\\": "src/"}}})
    files = {**WITH_PATH, "composer.lock": locked}

    assert note("composer install", files) is None
    assert reading("composer install -o", files).source == (
        "autoload.psr-4 lists the classes in src/",
        "/app/lib/foo/composer.json",
    )


def test_development_packages() -> None:
    """They are left out with --no-dev."""
    files = {**WITH_PATH, "composer.lock": lock(dev=(PATH_PACKAGE,))}

    assert "lib/foo/composer.json" in needs(reading("composer install", files))
    assert "lib/foo/composer.json" not in needs(reading("composer install --no-dev", files))
    assert "lib/foo/composer.json" not in needs(reading("composer install", files, COMPOSER_NO_DEV="1"))


SOURCES: list[tuple[dict[str, Content], dict[str, str], str | None]] = [
    (WITH_PATH, {"COMPOSER_MIRROR_PATH_REPOS": "1"}, "acme/foo is copied from lib/foo"),
    (
        {**WITH_PATH, "composer.lock": lock({**PATH_PACKAGE, "transport-options": {"symlink": False}})},
        {},
        "acme/foo is copied from lib/foo",
    ),
    (
        {**PROJECT, "composer.lock": lock({"name": "a/b", "source": {"type": "git", "url": "../b"}})},
        {},
        "a/b is taken from the repository ../b",
    ),
    (
        {"composer.json": manifest(repositories=[{"type": "vcs", "url": "./b"}])},
        {},
        "the repository ./b is read",
    ),
    ({**PROJECT, ".git/HEAD": ""}, {}, "vendor/composer/installed.php names the commit in .git"),
    ({**PROJECT, ".git/HEAD": ""}, {"COMPOSER_ROOT_VERSION": "1.0.0"}, None),
    ({**PROJECT, "composer.json": manifest(version="1.0.0"), ".git/HEAD": ""}, {}, None),
]


@pytest.mark.parametrize(("files", "environment", "expected"), SOURCES)
def test_source(files: dict[str, Content], environment: dict[str, str], expected: str | None) -> None:
    """Packages copied from the tree, and the project's version where git has it, are source."""
    assert note("composer install", files, **environment) == expected


UNKNOWN: list[tuple[str, dict[str, Content], dict[str, str | None], str]] = [
    ("composer install", {}, {}, "composer.json is not in the image at this point"),
    ("composer install", {"composer.json": "{"}, {}, ("it is not JSON (expecting property name enclosed in "
     "double quotes in line 1)")),
    ("composer install", {"composer.json": "{}", "composer.lock": "[]"}, {}, "it is not a JSON object"),
    ("composer install", {"composer.json": Unknown("RUN writes it")}, {},
     "composer.json is not known: RUN writes it"),
    ("composer install", PROJECT, {"COMPOSER": None}, "the value of COMPOSER is not known"),
    ("composer install acme/foo", PROJECT, {}, "it fails, since install takes no names of packages"),
    ("composer install $FLAGS", PROJECT, {}, "not all arguments are known"),
    ("composer install", {**PROJECT, "composer.lock": lock(PATH_PACKAGE)}, {},
     "lib/foo/composer.json is not in the image at this point"),
    ("composer install", {"composer.json": manifest(config={"vendor-dir": "$HOME/v"})}, {},
     "where vendor-dir is, is not known"),
    ("composer install", {"composer.json": manifest(repositories=[{"type": "path", "url": "~/lib/*"}])}, {},
     "which folders ~/lib/* names is not known"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "files", "environment", "expected"), UNKNOWN)
def test_unknown(
    line: str, files: dict[str, Content], environment: dict[str, str | None], expected: str
) -> None:
    """What cannot be known says why."""
    found = reading(line, files, **environment)

    assert found.unknown is not None
    assert found.unknown.note == expected


def test_working_directory_that_is_not_known() -> None:
    """Nothing is known then."""
    assert reading("composer install", PROJECT, cwd=None).unknown is not None


OUTPUTS: list[tuple[dict[str, object], dict[str, str], list[str]]] = [
    ({}, {}, ["/app/vendor", "/app/vendor/bin"]),
    ({"vendor-dir": "lib/v", "bin-dir": "tools"}, {}, ["/app/lib/v", "/app/tools"]),
    ({"vendor-dir": "lib/v"}, {"COMPOSER_VENDOR_DIR": "/opt/v"}, ["/opt/v", "/opt/v/bin"]),
]


@pytest.mark.parametrize(("config", "environment", "expected"), OUTPUTS)
def test_outputs(config: dict[str, object], environment: dict[str, str], expected: list[str]) -> None:
    """Packages and their commands go where the environment says, else the manifest."""
    found = reading("composer install", {**PROJECT, "composer.json": manifest(config=config)}, **environment)

    assert list(found.outputs) == expected


def test_settings_of_the_user() -> None:
    """They are read, and stand behind the project's."""
    home: dict[str, Content] = {"/root/.config/composer/config.json": '{"config": {"vendor-dir": "deps"}}'}

    assert "/app/deps" in reading("composer install", {**PROJECT, **home}).outputs


SCRIPTED: dict[str, Content] = {
    **PROJECT,
    "composer.json": manifest(scripts={"post-autoload-dump": "@php artisan package:discover"}),
}
LARAVEL = {"post-install-cmd": ["make"], "pre-install-cmd": ["true"], "post-autoload-dump": ["@php artisan"]}

PHASES: list[tuple[str, dict[str, Content], str, str]] = [
    ("composer install", SCRIPTED, "--no-scripts --no-autoloader", "composer dump-autoload"),
    (
        "php -d memory_limit=-1 composer.phar --working-dir=/app install -n --no-dev -oa --prefer-dist",
        SCRIPTED,
        "--no-scripts --no-autoloader",
        "php -d memory_limit=-1 composer.phar dump-autoload --no-dev -a -o --working-dir=/app -n",
    ),
    (
        "composer install --no-dev -d /app --optimize-autoloader --apcu-autoloader-prefix x",
        {**PROJECT, "composer.json": manifest(scripts=LARAVEL)},
        "--no-scripts --no-autoloader",
        (
            "composer run-script -d /app --no-dev pre-install-cmd && "
            "composer dump-autoload --no-dev --optimize --apcu-prefix=x -d /app && "
            "composer run-script -d /app --no-dev post-install-cmd"
        ),
    ),
    (
        "composer install --no-scripts --apcu-autoloader -a",
        {**PROJECT, "composer.json": manifest(autoload=PSR4, scripts=LARAVEL)},
        "--no-autoloader",
        "composer dump-autoload -a --apcu --no-scripts",
    ),
    (
        "composer install --no-autoloader",
        {**PROJECT, "composer.json": manifest(scripts=LARAVEL)},
        "--no-scripts",
        "composer run-script pre-install-cmd && composer run-script post-install-cmd",
    ),
]


@pytest.mark.parametrize(("line", "files", "added", "second"), PHASES)
def test_phases(line: str, files: dict[str, Content], added: str, second: str) -> None:
    """Scripts and autoloader are made up for, with the options of the original; the first needs no source."""
    found = phases(line, files)
    first = reading(f"{line} {added}", files)

    assert reading(line, files).source is not None
    assert found is not None
    assert (found.added, found.second, found.instead) == (added, second, None)
    assert (first.source, first.unknown) == (None, None)


@pytest.mark.parametrize(
    ("line", "ran"),
    [("composer install", " and the project's scripts run"), ("composer install --no-scripts", "")],
)
def test_phases_say_what_runs_again(line: str, ran: str) -> None:
    """The note names the scripts where there are some that run."""
    found = phases(line, SCRIPTED)

    assert found is not None
    assert found.note == f"the autoloader is written{ran} after the copy, with every edit"


def test_phases_lose_the_commit() -> None:
    """The note says so."""
    found = phases("composer install", {**SCRIPTED, ".git/HEAD": ""})

    assert found is not None
    assert found.note.endswith("vendor/composer/installed.php no longer names the commit in .git")


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("composer update", SCRIPTED),
        ("composer install --no-scripts --no-autoloader", PROJECT),
        ("composer install", {**PROJECT, "composer.json": manifest(scripts={"post-package-install": "make"})}),
        ("composer install", {**WITH_PATH, "composer.lock": lock({**PATH_PACKAGE, "transport-options":
         {"symlink": False}})}),
        ("composer install", {"composer.json": "{"}),
        ("composer install", {"composer.json": manifest(scripts=LARAVEL, extra={"merge-plugin": {"include":
         "a.json"}}), "a.json": "{}"}),
    ],
)  # fmt: skip
def test_no_phases(line: str, files: dict[str, Content]) -> None:
    """Nothing makes up for the scripts of single packages, and a copied package is source in both."""
    assert phases(line, files) is None
