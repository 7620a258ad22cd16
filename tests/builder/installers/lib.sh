# Shared by the made-up package managers: what they need of JSON and TOML, written one key per line as in the cases.

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# need FILE: like opening it.
need() {
    [ -f "$1" ] || fail "cannot open $1 (in $PWD)"
}

# section FILE NAME: "key value" lines of an object, or the lines of an array.
section() {
    awk -v name="\"$2\":" '
        inside && /^[ \t]*[]}]/ { exit }
        inside { gsub(/[",]/, ""); sub(/:/, ""); $1 = $1; print }
        index($0, name) && /[[{][ \t]*$/ { inside = 1 }
    ' "$1"
}

# field FILE NAME: the value of a string field.
field() {
    sed -n "s/^[ \t]*\"$2\": \"\(.*\)\",\{0,1\}[ \t]*$/\1/p" "$1" | head -n 1
}

# node_options: what every tool that runs on Node does first.
node_options() {
    set -- $NODE_OPTIONS
    while [ $# -gt 0 ]; do
        case $1 in
        --require) [ -f "$2" ] || fail "Cannot find module '$2'"; shift ;;
        --require=*) [ -f "${1#*=}" ] || fail "Cannot find module '${1#*=}'" ;;
        esac
        shift
    done
}

# wanted MANIFEST: "name range" of everything that a package.json depends on.
wanted() {
    section "$1" dependencies
    section "$1" devDependencies
}

# members ROOT MANIFEST: directories of the workspace packages that are there.
members() {
    section "$2" workspaces | while read -r pattern; do
        for directory in $1/$pattern; do
            if [ -f "$directory/package.json" ]; then echo "${directory#"$1"/}"; fi
        done
    done
}

# put DIRECTORY NAME VERSION: an installed package.
put() {
    mkdir -p "$1/$2" || fail "EACCES: permission denied, mkdir '$1/$2'"
    printf '{\n  "name": "%s",\n  "version": "%s"\n}\n' "$2" "$3" >"$1/$2/package.json" || exit 1
}

# hook MANIFEST NAME: run a lifecycle script, if there is one.
hook() {
    script=$(section "$1" scripts | sed -n "s/^$2 //p")
    [ -z "$script" ] || (cd "$(dirname "$1")" && PATH="$PWD/node_modules/.bin:$PATH" sh -c "$script") || fail "$2 failed"
}

# toml_section FILE NAME: the lines of a TOML table.
toml_section() {
    awk -v name="[$2]" '/^\[/ { inside = ($0 == name) } inside && !/^\[/ { print }' "$1"
}

# toml_value KEY: the value of a key among the lines of a table.
toml_value() {
    sed -n "s/^$1 = \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" | head -n 1
}

# locked_packages LOCKFILE: "name version" of the packages of poetry.lock or uv.lock that no project of the tree makes.
locked_packages() {
    awk -F '"' '
        function flush() { if (name && !local) print name, version; name = ""; local = 0 }
        /^\[\[package\]\]/ { flush() }
        /^name = / { name = $2 }
        /^version = / { version = $2 }
        /^source = \{ (editable|virtual|directory)/ || /^type = "directory"/ { local = 1 }
        END { flush() }
    ' "$1"
}

# python_package SITE NAME VERSION: an installed Python package.
python_package() {
    mkdir -p "$1/$2" && echo "Version: $3" >"$1/$2/METADATA" || fail "permission denied: $1/$2"
}

# python_project SITE DIRECTORY NAME: a project of the tree, linked; its backend wants its readme and its package.
python_project() {
    need "$2/pyproject.toml"
    readme=$(sed -n 's/^readme = "\(.*\)"/\1/p' "$2/pyproject.toml")
    [ -z "$readme" ] || [ -f "$2/$readme" ] || fail "OSError: Readme file does not exist: $readme"
    [ -d "$2/src/$3" ] || [ -d "$2/$3" ] || fail "Unable to determine which files to ship of $3"
    mkdir -p "$1/$3.dist-info" || fail "permission denied: $1"
    (cd "$2" && pwd) >"$1/$3.pth" && cat "$2/pyproject.toml" "$2/$readme" 2>/dev/null | sha256sum >"$1/$3.dist-info/METADATA"
}
