"""The families made by hand, by what they are about."""

from builder.conformance.families.files import FILES
from builder.conformance.families.images import IMAGES
from builder.conformance.families.mounts import MOUNTS
from builder.conformance.families.sources import SOURCES
from builder.conformance.families.stages import STAGES
from builder.conformance.families.texts import TEXTS

FAMILIES = (*FILES, *SOURCES, *TEXTS, *MOUNTS, *STAGES, *IMAGES)
