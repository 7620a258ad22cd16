"""Images of Java and of what is built with it."""

from layerwise.cache.images.entry import Entry, first, unclear

_JDK = (
    "JAVA_HOME JAVA_VERSION JAVA_URL JAVA_DEBIAN_VERSION JAVA_ALPINE_VERSION CA_CERTIFICATES_JAVA_VERSION "
    "LANG LANGUAGE LC_ALL JAVA_SHA256 JAVA_BASE_URL JAVA_URL_VERSION"
)
_TEMURIN = {"JAVA_HOME": "/opt/java/openjdk"}
_TEMURIN_PATH = first("/opt/java/openjdk/bin")
_MAVEN_SETS = f"{_JDK} MAVEN_VERSION MAVEN_BUILD_DATE"
_MAVEN = {"MAVEN_HOME": "/usr/share/maven"}
_GRADLE_HOMES = {"gradle": "/home/gradle", "1000": "/home/gradle"}


JAVA = (
    Entry(
        names="openjdk java",
        source="docker-library/openjdk 21/jdk/bookworm/Dockerfile, 8/jdk/alpine/Dockerfile",
        path=None,  # JAVA_HOME differs from tag to tag
        sets=_JDK,
    ),
    Entry(
        names="eclipse-temurin adoptopenjdk "
        + " ".join(f"adoptopenjdk/openjdk{version}" for version in (8, 9, 10, 11, 12, 13, 14, 15, 16)),
        source="adoptium/containers 21/jdk/ubuntu/noble/Dockerfile, AdoptOpenJDK/openjdk-docker",
        path=_TEMURIN_PATH,
        environment=_TEMURIN,
        sets="JAVA_VERSION LANG LANGUAGE LC_ALL JAVA_TOOL_OPTIONS",
    ),
    Entry(
        names="amazoncorretto",
        source="corretto/corretto-docker 21/jdk/alpine/3.23/Dockerfile",
        tags=r".*alpine.*",
        path=None,
        sets="LANG JAVA_HOME",
    ),
    Entry(
        names="amazoncorretto",
        source="corretto/corretto-docker 21/jdk/al2023/Dockerfile",
        sets="LANG JAVA_HOME",
    ),
    Entry(
        names="anapsix/alpine-java",
        source="anapsix/docker-alpine-java 8/121b13/jdk/standard/Dockerfile",
        path=None,
        sets="JAVA_HOME JAVA_VERSION_MAJOR JAVA_VERSION_MINOR JAVA_VERSION_BUILD JAVA_PACKAGE JAVA_JCE "
        "GLIBC_REPO "
        "GLIBC_VERSION LANG",
    ),
    Entry(
        names="azul/zulu-openjdk azul/zulu-openjdk-alpine azul/zulu-openjdk-debian azul/zulu-openjdk-centos",
        source="zulu-openjdk/zulu-openjdk alpine/11.0.19-11.64.19/Dockerfile",
        path=None,
        sets="LANG LANGUAGE LC_ALL JAVA_HOME ZULU_OPENJDK_VERSION",
    ),
    Entry(
        names="maven",
        source="carlossg/docker-maven jdk-8/onbuild/Dockerfile",
        tags=r".*onbuild.*",
        cwd="/usr/src/app",
        path=None,
        environment=_MAVEN,
        sets=f"{_MAVEN_SETS} MAVEN_CONFIG",
        triggers=("ADD . /usr/src/app", "RUN mvn install"),
    ),
    Entry(
        names="maven",
        source="carlossg/docker-maven 3.2/Dockerfile",
        tags=r"3\.([0-2]\..*|3\.[0-8])(-.*)?",
        path=None,
        environment=_MAVEN,
        sets=f"{_MAVEN_SETS} MAVEN_CONFIG",
    ),
    Entry(
        names="maven",
        source="carlossg/docker-maven Dockerfile-template",
        path=None,
        environment={**_MAVEN, "MAVEN_CONFIG": "/root/.m2"},
        sets=_MAVEN_SETS,
    ),
    unclear("gradle", r"([23]\.[0-3]|5\.4\.1).*", "keeganwitt/docker-gradle"),
    Entry(
        names="gradle",
        source="keeganwitt/docker-gradle jdk8/Dockerfile of 2019",
        tags=r"([34]\.\d+|5\.[0-4])(\..*)?(-.*)?",
        user="gradle",
        cwd="/home/gradle",
        path=None,
        environment={"GRADLE_HOME": "/opt/gradle"},
        sets=f"{_JDK} GRADLE_VERSION JAVA_LTS_HOME JAVA_CURRENT_HOME",
        homes=_GRADLE_HOMES,
    ),
    Entry(
        names="gradle",
        source="keeganwitt/docker-gradle jdk21-noble/Dockerfile",
        cwd="/home/gradle",
        path=None,
        environment={"GRADLE_HOME": "/opt/gradle"},
        sets=f"{_JDK} GRADLE_VERSION JAVA_LTS_HOME JAVA_CURRENT_HOME",
        homes=_GRADLE_HOMES,
    ),
    Entry(
        names="sbtscala/scala-sbt",
        source="sbt/docker-sbt eclipse-temurin/Dockerfile",
        cwd="/root",
        path=None,
        sets=f"{_JDK} HOME SCALA_VERSION SBT_VERSION USER_ID GROUP_ID",
        homes={"sbtuser": "/home/sbtuser", "1001": "/home/sbtuser"},
    ),
    Entry(
        names="clojure",
        source="Quantisan/docker-clojure debian/lein/onbuild/Dockerfile",
        tags=r".*onbuild.*",
        cwd="/usr/src/app",
        path=None,
        sets=f"{_JDK} LEIN_VERSION LEIN_INSTALL LEIN_ROOT",
        triggers=("COPY project.clj /usr/src/app/", "RUN lein deps", "COPY . /usr/src/app"),
    ),
    Entry(
        names="clojure",
        source="Quantisan/docker-clojure target/eclipse-temurin-21-jdk-noble/lein/Dockerfile",
        cwd="/tmp",  # noqa: S108 - a folder of the image
        path=None,
        sets=f"{_JDK} LEIN_VERSION LEIN_INSTALL LEIN_ROOT BOOT_VERSION BOOT_INSTALL BOOT_AS_ROOT "
        "CLOJURE_VERSION",
    ),
    Entry(
        names="tomcat",
        source="docker-library/tomcat 10.1/jdk21/temurin-noble/Dockerfile",
        cwd="/usr/local/tomcat",
        path=None,
        environment={"CATALINA_HOME": "/usr/local/tomcat"},
        sets=f"{_JDK} TOMCAT_NATIVE_LIBDIR LD_LIBRARY_PATH GPG_KEYS TOMCAT_MAJOR TOMCAT_VERSION "
        "TOMCAT_SHA512 "
        "TOMCAT_SHA1 TOMCAT_TGZ_URLS TOMCAT_ASC_URLS TOMCAT_TGZ_URL TOMCAT_ASC_URL TOMCAT_TGZ_FALLBACK_URL "
        "TOMCAT_ASC_FALLBACK_URL OPENSSL_VERSION",
    ),
    Entry(
        names="jetty",
        source="jetty/jetty.docker eclipse-temurin/12.0/jdk21/Dockerfile",
        tags=r"latest|(1[0-9]|jdk|jre).*",
        user="jetty",
        cwd="/var/lib/jetty",
        path=None,
        environment={"JETTY_HOME": "/usr/local/jetty", "JETTY_BASE": "/var/lib/jetty"},
        sets=f"{_JDK} JETTY_VERSION TMPDIR JETTY_TGZ_URL JETTY_GPG_KEYS",
    ),
    Entry(
        names="jenkins/jenkins jenkins",
        source="jenkinsci/docker debian/Dockerfile",
        user="jenkins",
        path=None,
        environment={"JENKINS_HOME": "/var/jenkins_home"},
        sets=f"{_JDK} JENKINS_SLAVE_AGENT_PORT REF JENKINS_VERSION JENKINS_UC JENKINS_UC_EXPERIMENTAL "
        "JENKINS_INCREMENTALS_REPO_MIRROR JENKINS_UC_DOWNLOAD COPY_REFERENCE_FILE_LOG TINI_VERSION "
        "JENKINS_SHA",
        homes={"jenkins": "/var/jenkins_home", "1000": "/var/jenkins_home"},
    ),
)
