"""What Bundler opens on account of a Gemfile: further Gemfiles, Ruby files, gemspecs, vendored gems."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import gemfile
from layerwise.manifests.gemfile import Gemfile
from layerwise.unknown import Unknown

_MOST_GEMFILES = 100
_GEMSPEC_DEPTH = 2  # Bundler looks for `{,*,*/*}.gemspec` below the path of a gem (seen with strace)


def follow(reads: Reads, path: str, root: str, why: str, seen: set[str]) -> Gemfile:
    """A Gemfile and those that it evaluates, as one; paths in it are seen from its folder."""
    if len(seen) > _MOST_GEMFILES:
        reads.cannot_know("its Gemfiles evaluate one another without an end", path)
        return Gemfile(is_conditional=True)
    text = reads.required(path, why)
    file = gemfile.read(text) if text is not None else Gemfile()
    seen.add(path)
    if isinstance(file, Unknown):
        reads.cannot_know(file.why, path)
        return Gemfile(is_conditional=True)
    folder = posixpath.dirname(path)
    shown = reads.shown(path)
    for name in file.versions:
        reads.required(reads.resolve(name, root), f"named by ruby file: in {shown}")
    for name in file.reads:
        reads.required(reads.resolve(name), f"read by {shown}")
    if file.reads and reads.resolve("") != root:
        reads.cannot_know(f"{shown} reads files from another working directory", path)
    for name in file.required:
        required = reads.resolve(name if name.endswith(".rb") else f"{name}.rb", folder)
        ruby = reads.required(required, f"required by {shown}")
        if ruby is not None and gemfile.opens_files(ruby):
            reads.cannot_know(f"{reads.shown(required)} runs Ruby code", required)
    gems, paths, specs = list(file.gems), list(file.paths), list(file.gemspecs)
    if folder != root and (paths or specs):  # older versions see them from the first Gemfile's folder
        reads.cannot_know(f"{shown} names gems by path", path)
    for name in file.evaluated:
        inner = reads.resolve(name, folder)
        more = follow(reads, inner, root, f"evaluated by {shown}", seen) if inner not in seen else Gemfile()
        gems += more.gems
        paths += more.paths
        specs += more.gemspecs
    return Gemfile(
        gems=tuple(gems),
        paths=tuple(paths),
        gemspecs=tuple(specs),
        has_ruby=file.has_ruby,
        is_conditional=file.is_conditional or bool(file.evaluated),
    )


def read_gemspecs(reads: Reads, folder: str) -> None:
    """The gemspecs of a path gem, with the Ruby files that they require; without one Bundler fails (exit 13)."""
    specs = list(_gemspecs(reads, folder, _GEMSPEC_DEPTH))
    if not specs:
        reads.cannot_know(f"{reads.shown(folder)} has no gemspec in the image at this point", folder)
    for path in specs:
        text = reads.required(path, "the gemspec of a gem in the tree")
        spec = gemfile.read_gemspec(text) if text is not None else Unknown("it cannot be read")
        if isinstance(spec, Unknown):
            reads.cannot_know(spec.why, path)
            continue
        if spec.has_programs:
            reads.needs_source(f"{reads.shown(path)} names programs or extensions to install", path)
        for name in spec.required:
            required = reads.resolve(name if name.endswith(".rb") else f"{name}.rb", posixpath.dirname(path))
            ruby = reads.text(required, f"required by {reads.shown(path)}")
            if ruby is None and not name.startswith("lib/"):
                reads.fails(f"{reads.shown(required)} is not in the image at this point", required)
            if ruby is not None and gemfile.opens_files(ruby):
                reads.cannot_know(f"{reads.shown(required)} runs Ruby code", required)


def read_cached(reads: Reads, folder: str) -> None:
    """vendor/cache: gems are installed from it where it exists (manual page bundle-cache)."""
    for name in reads.names(folder):
        path = posixpath.join(folder, name)
        if reads.kind(path) is Kind.DIRECTORY:
            reads.needs_source(f"{reads.shown(path)} holds the source of a gem", path)
        else:
            reads.file(path, "a vendored gem")


def _gemspecs(reads: Reads, folder: str, depth: int) -> Iterator[str]:
    """The files that the pattern finds; all are read, so that the listing itself is no further test."""
    for name in reads.listed(folder):
        path = posixpath.join(folder, name)
        if name.endswith(".gemspec"):
            yield path
        elif depth and reads.kind(path) is Kind.DIRECTORY:
            yield from _gemspecs(reads, path, depth - 1)
