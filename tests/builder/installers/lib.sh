# Shared by the made-up package managers: what they need of JSON, written one key per line as in the cases.

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
