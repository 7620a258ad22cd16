"""Generated from server/layerwise/rules; `npm test -- --update` writes it again."""

MODULES = (
    "build_downloads_dependencies",
    "context_not_ignored",
    "hot_before_cold",
    "manifest_not_copied",
    "secret_in_context_copy",
    "source_before_install",
    "source_before_packages",
    "stale_package_index",
    "unused_pragma",
    "volatile_value_before_install",
)
