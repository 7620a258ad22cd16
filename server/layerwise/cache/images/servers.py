"""Images of databases, web servers and other services."""

from layerwise.cache.images.entry import Entry, first, unclear

_HTTPD = (
    "HTTPD_VERSION HTTPD_SHA256 HTTPD_PATCHES HTTPD_SHA1 HTTPD_BZ2_URL HTTPD_ASC_URL "
    "HTTPD_BZ2_FALLBACK_URL HTTPD_ASC_FALLBACK_URL NGHTTP2_VERSION OPENSSL_VERSION APACHE_DIST_URLS"
)


SERVERS = (
    Entry(
        names="postgres",
        source="docker-library/postgres 17/trixie/Dockerfile",
        path=None,
        sets="LANG GOSU_VERSION PG_MAJOR PG_VERSION PG_SHA256 PGDATA DOCKER_PG_LLVM_DEPS "
        "OSSP_UUID_VERSION OSSP_UUID_SHA256",
        homes={"postgres": "/var/lib/postgresql"},
    ),
    Entry(
        names="mysql",
        source="docker-library/mysql 8.4/Dockerfile.oracle",
        tags=r"(?!5\.[0-6](\.|$|-)|5\.7\.4).*",  # the first ones were put below /usr/local/mysql
        sets="GOSU_VERSION MYSQL_MAJOR MYSQL_VERSION MYSQL_SHELL_VERSION",
    ),
    Entry(
        names="mysql",
        source="docker-library/mysql 5.6/Dockerfile",
        cwd=None,
        path=None,
        sets="MYSQL_MAJOR MYSQL_VERSION MYSQL_DOWNLOAD_URL GOSU_VERSION",
    ),
    unclear("mariadb", r".*ubi.*", "MariaDB/mariadb-docker"),
    Entry(
        names="mariadb",
        source="MariaDB/mariadb-docker 11.8/Dockerfile",
        sets="GOSU_VERSION GPG_KEYS MARIADB_VERSION MARIADB_MAJOR LANG REPOSITORY",
    ),
    Entry(
        names="redis",
        source="redis/docker-library-redis debian/Dockerfile",
        cwd="/data",
        sets="GOSU_VERSION REDIS_VERSION REDIS_DOWNLOAD_URL REDIS_DOWNLOAD_SHA REDIS_DOWNLOAD_SHA1 "
        "GOSU_GPG_KEY",
    ),
    Entry(
        names="mongo",
        source="docker-library/mongo 8.0/Dockerfile",
        tags=r"latest|[6-9](\..*)?(-.*)?",
        environment={"HOME": "/data/db"},
        sets="GOSU_VERSION JSYAML_VERSION JSYAML_CHECKSUM MONGO_PACKAGE MONGO_REPO MONGO_MAJOR "
        "MONGO_VERSION GLIBC_TUNABLES",
    ),
    Entry(
        names="mongo",
        source="docker-library/mongo 3.6/Dockerfile",
        sets="HOME GOSU_VERSION JSYAML_VERSION JSYAML_CHECKSUM MONGO_RELEASE_FINGERPRINT GPG_KEYS "
        "MONGO_PACKAGE MONGO_REPO MONGO_MAJOR MONGO_VERSION",
    ),
    unclear("rabbitmq", r"3\.[0-5](\..*)?(-.*)?|3\.6\.0-1", "docker-library/rabbitmq"),
    Entry(
        names="rabbitmq",
        source="docker-library/rabbitmq 4.2/ubuntu/Dockerfile",
        path=None,
        environment={"HOME": "/var/lib/rabbitmq"},
        sets="RABBITMQ_DATA_DIR RABBITMQ_VERSION RABBITMQ_PGP_KEY_ID RABBITMQ_HOME RABBITMQ_LOGS LANG "
        "LANGUAGE LC_ALL "
        "ERLANG_INSTALL_PATH_PREFIX OPENSSL_INSTALL_PATH_PREFIX OTP_VERSION OPENSSL_VERSION "
        "OPENSSL_SOURCE_SHA256 OPENSSL_PGP_KEY_IDS OPENSSL_PGP_KEY_ID OTP_SOURCE_SHA256 "
        "RABBITMQ_SASL_LOGS GPG_KEY "
        "RUNNING_UNDER_SYSTEMD RABBITMQ_GPG_KEY RABBITMQ_GITHUB_TAG RABBITMQ_DEBIAN_VERSION GOSU_VERSION",
    ),
    Entry(
        names="memcached",
        source="docker-library/memcached 1/debian/Dockerfile",
        user="memcache",
        sets="MEMCACHED_VERSION MEMCACHED_SHA1 MEMCACHED_URL",
    ),
    Entry(
        names="nginx",
        source="nginxinc/docker-nginx mainline/debian/Dockerfile",
        sets="NGINX_VERSION NJS_VERSION NJS_RELEASE ACME_VERSION PKG_RELEASE DYNPKG_RELEASE GPG_KEYS "
        "CONFIG AMPLIFY_AGENT_VERSION",
    ),
    Entry(
        names="nginxinc/nginx-unprivileged",
        source="nginxinc/docker-nginx-unprivileged mainline/debian/Dockerfile",
        user="101",
        sets="NGINX_VERSION NJS_VERSION NJS_RELEASE ACME_VERSION PKG_RELEASE DYNPKG_RELEASE GPG_KEYS "
        "CONFIG AMPLIFY_AGENT_VERSION",
    ),
    Entry(
        names="httpd",
        source="docker-library/httpd 2.4/Dockerfile of 2016",
        tags=r"2\.4\.(1\d|20)(-.*)?|2\.2\..*",
        cwd="/usr/local/apache2",
        path=None,
        environment={"HTTPD_PREFIX": "/usr/local/apache2"},
        sets=_HTTPD,
    ),
    Entry(
        names="httpd",
        source="docker-library/httpd 2.4/Dockerfile",
        cwd="/usr/local/apache2",
        path=first("/usr/local/apache2/bin"),
        environment={"HTTPD_PREFIX": "/usr/local/apache2"},
        sets=_HTTPD,
    ),
    Entry(names="traefik", source="traefik/traefik-library-image v3.0/alpine/Dockerfile"),
    Entry(
        names="haproxy",
        source="docker-library/haproxy 2.2/Dockerfile",
        tags=r"(1\..*|2\.[0-3])(\..*)?(-.*)?",
        sets="HAPROXY_BRANCH HAPROXY_MAJOR HAPROXY_VERSION HAPROXY_URL HAPROXY_SHA256 HAPROXY_MD5 "
        "LUA_VERSION LUA_SHA1",
    ),
    unclear("haproxy", r"2\.[4-7].*", "docker-library/haproxy"),
    Entry(
        names="haproxy",
        source="docker-library/haproxy 3.2/Dockerfile",
        user="haproxy",
        cwd="/var/lib/haproxy",
        sets="HAPROXY_VERSION HAPROXY_URL HAPROXY_SHA256",
        homes={"haproxy": "/var/lib/haproxy"},
    ),
    Entry(
        names="fluent/fluentd",
        source="fluent/fluentd-docker-image v1.4/debian-onbuild/Dockerfile",
        tags=r".*onbuild.*",
        user="fluent",
        cwd=None,
        path=None,
        triggers=("COPY fluent.conf /fluentd/etc/", "COPY plugins /fluentd/plugins/"),
    ),
    Entry(
        names="docker",
        source="docker-library/docker 29/dind-rootless/Dockerfile",
        tags=r".*rootless.*",
        user="rootless",
        sets="DOCKER_VERSION DOCKER_TLS_CERTDIR DIND_COMMIT DOCKER_BUILDX_VERSION DOCKER_COMPOSE_VERSION",
        homes={"rootless": "/home/rootless"},
    ),
    Entry(
        names="docker",
        source="docker-library/docker 29/cli/Dockerfile, 29/dind/Dockerfile",
        sets="DOCKER_VERSION DOCKER_TLS_CERTDIR DIND_COMMIT DOCKER_BUILDX_VERSION DOCKER_COMPOSE_VERSION "
        "DOCKER_CHANNEL "
        "DOCKER_BUCKET DOCKER_SHA256 DOCKER_EXTRA_OPTS DOCKER_SHA256_x86_64 DOCKER_SHA256_armel",
    ),
    Entry(
        names="alpine/git",
        source="alpine-docker/git Dockerfile",
        cwd="/git",
    ),
)
