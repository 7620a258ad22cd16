"""What tools of the Java virtual machine share: its options, and their own start scripts in a project."""

from collections.abc import Iterable

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.reads import Reads

# Options with which the machine loads what a file says ("The java Command", Oracle).
_LOADS = (
    "-javaagent",
    "-agentpath",
    "-Xbootclasspath",
    "-XX:Flags",
    "-cp",
    "-classpath",
    "--class-path",
    "@",
)
_ALWAYS = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")


def distrust_options(reads: Reads, text: str, said_by: str, loading: Iterable[str] = ()) -> None:
    """Note options of the virtual machine with which it loads files; `loading` are further ones of the tool."""
    for word in text.split():
        name = word.partition("=")[0]
        if word.startswith(_LOADS) or name in loading:
            reads.cannot_know(f"{name} in {said_by} names files")


def look_at_environment(
    reads: Reads, call: Call, names: Iterable[str] = (), loading: Iterable[str] = ()
) -> None:
    """Note what the environment's options load; what a base image sets for all of Java is its own."""
    given = call.command.environment
    for name in (*_ALWAYS, *names):
        if name in given and given[name] is None and name not in _ALWAYS:
            reads.cannot_know(f"the value of {name} is not known")
        distrust_options(reads, given.get(name) or "", name, loading)


def open_script(reads: Reads, call: Call, names: Iterable[str], marks: Iterable[str]) -> str | None:
    """The tool's start script where it is called by path, as `./mvnw` is; its path.

    One that says none of `marks` is not the tool's own, and may do anything.
    """
    for word in call.command.words:
        value = word.value or ""
        if value.rpartition("/")[2] in names:
            if "/" not in value and word is call.command.words[0]:
                return None
            path = reads.resolve(value, call.command.cwd)
            is_own = path.startswith(("/usr/", "/opt/", "/bin/"))
            text = reads.looked_for(path, "is run") if is_own else reads.required(path, "is run")
            if text is not None and not any(mark in text for mark in marks):
                reads.cannot_know(f"{reads.shown(path)} is a script of the project", path)
            return None if is_own else path
    return None
