"""Images of Ruby, PHP, Perl, R and Julia."""

from layerwise.cache.images.entry import Entry, first, last

_RUBY = "LANG RUBY_MAJOR RUBY_VERSION RUBY_DOWNLOAD_URL RUBY_DOWNLOAD_SHA256 RUBYGEMS_VERSION BUNDLER_VERSION"
_GEMS = "/usr/local/bundle"
_RUBY_ENVIRONMENT = {"GEM_HOME": _GEMS, "BUNDLE_APP_CONFIG": _GEMS, "BUNDLE_SILENCE_ROOT_WARNING": "1"}
_PHP = (
    "PHPIZE_DEPS PHP_CFLAGS PHP_CPPFLAGS PHP_LDFLAGS GPG_KEYS PHP_VERSION PHP_URL "
    "PHP_ASC_URL PHP_SHA256 "
    "PHP_MD5 PHP_FILENAME PHP_EXTRA_BUILD_DEPS PHP_EXTRA_CONFIGURE_ARGS CFLAGS CPPFLAGS LDFLAGS "
    "APACHE_CONFDIR APACHE_ENVVARS"
)
_PHP_ENVIRONMENT = {"PHP_INI_DIR": "/usr/local/etc/php"}
_BUNDLE_TRIGGERS = (
    "COPY Gemfile /usr/src/app/",
    "COPY Gemfile.lock /usr/src/app/",
    "RUN bundle install",
    "COPY . /usr/src/app",
)


SCRIPTING = (
    Entry(
        names="ruby",
        source="docker-library/ruby 2.4/stretch/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/usr/src/app",
        path=None,
        environment=_RUBY_ENVIRONMENT,
        sets=f"{_RUBY} BUNDLE_PATH BUNDLE_BIN",
        triggers=_BUNDLE_TRIGGERS,
    ),
    Entry(
        names="ruby",
        source="docker-library/ruby 2.1/Dockerfile of 2015",
        tags=r"(1\.|2\.0|2\.1\.[0-7]\b|2\.2(\.[0-3]|\.10)?(-|$)|2\.\d(\.0)?-(preview|rc)).*",
        path=None,
        sets=f"{_RUBY} GEM_HOME BUNDLE_APP_CONFIG BUNDLE_PATH BUNDLE_BIN BUNDLE_SILENCE_ROOT_WARNING",
    ),
    Entry(
        names="ruby",
        source="docker-library/ruby 2.4/stretch/Dockerfile of 2017",
        tags=r"(2\.1(\.8|\.9|\.10)?|2\.2\.[4-9]|2\.3\.[0-6]|2\.4\.[0-3]|2\.5\.0)(-.*)?",
        path=first(f"{_GEMS}/bin"),
        environment={**_RUBY_ENVIRONMENT, "BUNDLE_PATH": _GEMS, "BUNDLE_BIN": f"{_GEMS}/bin"},
        sets=_RUBY,
    ),
    Entry(
        names="ruby",
        source="docker-library/ruby 2.6/stretch/Dockerfile of 2019",
        tags=r"(2\.3(\.[78])?|2\.4\.[4-8]|2\.5\.[1-6]|2\.6\.[0-4])(-.*)?",
        path=first(f"{_GEMS}/bin", f"{_GEMS}/gems/bin"),
        environment={**_RUBY_ENVIRONMENT, "BUNDLE_PATH": _GEMS},
        sets=_RUBY,
    ),
    Entry(
        names="ruby",
        source="docker-library/ruby 3.4/trixie/Dockerfile",
        path=first(f"{_GEMS}/bin"),
        environment=_RUBY_ENVIRONMENT,
        sets=_RUBY,
    ),
    Entry(
        names="rubylang/ruby",
        source="ruby/ruby-docker-images Dockerfile",
        sets="LANG LC_ALL RUBY_VERSION DEBIAN_FRONTEND",
    ),
    Entry(
        names="rails",
        source="docker-library/rails onbuild/Dockerfile",
        tags="onbuild",
        cwd="/usr/src/app",
        path=None,
        environment={"GEM_HOME": _GEMS, "BUNDLE_APP_CONFIG": _GEMS},
        sets=f"{_RUBY} BUNDLE_PATH BUNDLE_BIN BUNDLE_SILENCE_ROOT_WARNING",
        triggers=_BUNDLE_TRIGGERS,
    ),
    Entry(
        names="redmine",
        source="docker-library/redmine 6.1/trixie/Dockerfile",
        tags=r"latest|(alpine|bookworm|trixie|bullseye).*|([4-9]|3\.4\.[6-9]|3\.3\.[89])(\..*)?",
        cwd="/usr/src/redmine",
        path=first(f"{_GEMS}/bin"),
        environment={"HOME": "/home/redmine", **_RUBY_ENVIRONMENT},
        sets=f"{_RUBY} RAILS_ENV REDMINE_VERSION REDMINE_DOWNLOAD_URL REDMINE_DOWNLOAD_SHA256 "
        "BUNDLE_FORCE_RUBY_PLATFORM",
    ),
    Entry(
        names="php",
        source="docker-library/php 8.4/trixie/apache/Dockerfile, 8.4/trixie/fpm/Dockerfile",
        tags=r"(.*-)?(apache|fpm)(-.*)?",
        cwd="/var/www/html",
        environment=_PHP_ENVIRONMENT,
        sets=_PHP,
    ),
    Entry(
        names="php",
        source="docker-library/php 8.4/trixie/cli/Dockerfile",
        environment=_PHP_ENVIRONMENT,
        sets=_PHP,
    ),
    Entry(
        names="composer composer/composer",
        source="composer/docker latest/Dockerfile",
        tags=r"1\.([0-3](\.\d+)?|4\.[0-2])(-(?!bin).*)?",
        cwd="/app",
        path=first("/composer/vendor/bin"),
        environment={**_PHP_ENVIRONMENT, "COMPOSER_HOME": "/composer", "COMPOSER_ALLOW_SUPERUSER": "1"},
        sets=f"{_PHP} COMPOSER_VERSION",
    ),
    Entry(
        names="composer composer/composer",
        source="composer/docker latest/Dockerfile",
        tags=r"latest|lts|[12](\..*)?",
        cwd="/app",
        environment={
            **_PHP_ENVIRONMENT,
            "COMPOSER_HOME": "/tmp",  # noqa: S108 - a folder of the image
            "COMPOSER_ALLOW_SUPERUSER": "1",
        },
        sets=f"{_PHP} COMPOSER_VERSION",
    ),
    Entry(
        names="wordpress",
        source="docker-library/wordpress cli/php8.4/alpine/Dockerfile",
        tags=r"cli.*",
        user="www-data",
        cwd="/var/www/html",
        environment=_PHP_ENVIRONMENT,
        sets=_PHP,
    ),
    Entry(
        names="wordpress nextcloud",
        source="docker-library/wordpress latest/php8.3/apache/Dockerfile, "
        "nextcloud/docker 32/apache/Dockerfile",
        cwd="/var/www/html",
        environment=_PHP_ENVIRONMENT,
        sets=f"{_PHP} WORDPRESS_VERSION WORDPRESS_SHA1 "
        "NEXTCLOUD_VERSION PHP_MEMORY_LIMIT PHP_UPLOAD_LIMIT PHP_OPCACHE_MEMORY_CONSUMPTION",
    ),
    Entry(
        names="drupal",
        source="docker-library/drupal 11.3/php8.4/apache-trixie/Dockerfile",
        tags=r"latest|(9|1\d)(\..*)?|(php|apache|fpm).*",
        cwd="/opt/drupal",
        path=last("/opt/drupal/vendor/bin"),
        environment=_PHP_ENVIRONMENT,
        sets=f"{_PHP} DRUPAL_VERSION DRUPAL_MD5 COMPOSER_ALLOW_SUPERUSER",
    ),
    Entry(
        names="drupal",
        source="docker-library/drupal 7/apache/Dockerfile",
        cwd=None,
        path=None,
        environment=_PHP_ENVIRONMENT,
        sets=f"{_PHP} DRUPAL_VERSION DRUPAL_MD5 COMPOSER_ALLOW_SUPERUSER",
    ),
    Entry(
        names="perl",
        source="Perl/docker-perl 5.042.000-main-bookworm/Dockerfile",
        tags=r"latest|5|(5\.(3[89]|[4-9]\d).*)|(5-)?(slim|threaded|stable|devel|main).*",
        cwd="/usr/src/app",
        sets="PERL_VERSION PERL_CPANM_OPT DEV_CLEANUP",
    ),
    Entry(
        names="perl",
        source="Perl/docker-perl 5.030.000-main-buster/Dockerfile",
        cwd=None,
        sets="PERL_VERSION PERL_CPANM_OPT",
    ),
    Entry(
        names="r-base rocker/r-base",
        source="rocker-org/rocker r-base/4.6.0/Dockerfile",
        sets="LC_ALL LANG R_BASE_VERSION",
    ),
    Entry(
        names="rocker/r-ver rocker/rstudio rocker/tidyverse rocker/shiny rocker/geospatial rocker/verse",
        source="rocker-org/rocker-versioned2 dockerfiles/r-ver_4.5.3.Dockerfile, "
        "dockerfiles/verse_4.5.3.Dockerfile",
        tags=r"latest|devel|4(\..*)?",
        path=None,  # TeX Live comes last in some
        sets="R_VERSION R_HOME TZ CRAN LANG TERM LC_ALL S6_VERSION RSTUDIO_VERSION DEFAULT_USER "
        "PANDOC_VERSION "
        "QUARTO_VERSION SHINY_SERVER_VERSION CTAN_REPO",
    ),
    Entry(
        names="julia",
        source="docker-library/julia 1.11/trixie/Dockerfile",
        path=first("/usr/local/julia/bin"),
        environment={"JULIA_PATH": "/usr/local/julia"},
        sets="JULIA_GPG JULIA_VERSION",
    ),
)
