"""Extensions of Maven: code that runs before any goal, and may read any file."""

from layerwise.ecosystems.reads import Reads
from layerwise.manifests import xml_text
from layerwise.manifests.xml_text import Element
from layerwise.unknown import Unknown

# Those that read no file of the project besides POMs, by their manuals: transports, packagings, names of the system.
_HARMLESS = frozenset(
    (
        "os-maven-plugin", "takari-smart-builder", "artifactregistry-maven-wagon", "aws-maven", "s3-wagon-private",
        "maven-s3-wagon", "wagon-ssh", "wagon-ssh-external", "wagon-http", "wagon-http-lightweight", "wagon-ftp",
        "wagon-webdav-jackrabbit", "wagon-git", "wagon-svn", "maven-bundle-plugin", "quarkus-maven-plugin",
        "micronaut-maven-plugin", "nexus-staging-maven-plugin", "central-publishing-maven-plugin",
        "native-maven-plugin", "kotlin-maven-plugin", "maven-hpi-plugin", "nifi-nar-maven-plugin",
        "maven-wagon", "mvn-timing", "maven-profiler", "takari-lifecycle-plugin",
    )
)  # fmt: skip


def look_at_extensions(reads: Reads, path: str, text: str) -> None:
    """Distrust the extensions of a .mvn/extensions.xml that may read other files."""
    data = xml_text.load(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return
    for extension in data.all("extension"):
        _judge(reads, path, extension)


def look_at_build(reads: Reads, path: str, pom: Element) -> None:
    """Distrust the extensions of a POM, and its plugins that are extensions."""
    for section in (*pom.all("extensions"), *pom.all("plugins")):
        for one in section.children:
            said = one.child("extensions")
            if one.name == "extension" or (one.name == "plugin" and said is not None and said.text == "true"):
                _judge(reads, path, one)


def _judge(reads: Reads, path: str, extension: Element) -> None:
    artifact = extension.child("artifactId")
    name = artifact.text if artifact is not None else "without a name"
    if name not in _HARMLESS:
        reads.cannot_know(f"what the extension {name} reads is not known", path)
