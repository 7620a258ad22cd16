"""Projects of Go, Ruby and PHP."""

import json

from builder.contexts import Files, text

GO: Files = {
    "go.mod": "module example.org/app\n\ngo 1.24\n\nrequire example.org/lib v1.2.3\n",
    "go.sum": "example.org/lib v1.2.3 h1:00=\nexample.org/lib v1.2.3/go.mod h1:00=\n",
    "main.go": "package main\n",
    "internal/a.go": "package internal\n",
}
GEMFILE = 'source "https://gems.example.org"\ngem "rack"\ngem "puma"\n'
RUBY: Files = {
    "Gemfile": GEMFILE,
    "Gemfile.lock": text(
        """
        GEM
          remote: https://gems.example.org/
          specs:
            puma (6.4.0)
            rack (3.0.0)

        PLATFORMS
          ruby

        DEPENDENCIES
          puma
          rack

        BUNDLED WITH
           2.5.0
        """
    ),
    "config.ru": "run App\n",
}

_PHP_LOCK = {
    "content-hash": "00",
    "packages": [
        {
            "name": "monolog/monolog",
            "version": "3.5.0",
            "dist": {"type": "zip", "url": "https://packages.example.org/monolog.zip"},
            "type": "library",
        }
    ],
    "packages-dev": [],
}


def composer(**fields: object) -> str:
    """A composer.json that requires one package and loads its classes from src, with more fields."""
    usual = {"require": {"monolog/monolog": "^3.5"}, "autoload": {"psr-4": {"App\\": "src/"}}}
    return json.dumps({"name": "example/app", "version": "1.0.0", **usual, **fields}, indent=2) + "\n"


PHP: Files = {
    "composer.json": composer(),
    "composer.lock": json.dumps(_PHP_LOCK, indent=2) + "\n",
    "src/Main.php": "<?php\n",
}
