# Sourced by the launchers: the JVM's ahead-of-time cache, with which the program starts about a second sooner.
#
# Nothing needs it: a cache that is missing, or made by another JVM or for other jars, is passed over in silence.

# Sets the array aot_flags.
use_aot_cache() {
    aot_flags=()
    [ -f "$1" ] && aot_flags=("-XX:AOTCache=$1" "-Xlog:aot*=off" "-Xlog:cds*=off")
    return 0
}

# Makes the cache from the run of a very small sweep. Arguments: cache, then the command without tegum's arguments.
make_aot_cache() {
    local cache=$1 folder
    shift
    folder=$(mktemp -d "$cache.XXXXXX") || return 1
    cat >"$folder/spec.yaml" <<'SPEC'
name: small
model: {features: 2, hidden: 1, output: relu}
data: {law: independent, density: $p, values: uniform}
importance: [1, $r]
axes:
  r: {from: 0.1, to: 10, count: 3, scale: log}
  p: {from: 1, to: 0.01, count: 3, scale: log}
train: {steps: 100, batch: 64}
replicates: 2
SPEC
    "$1" -XX:AOTCacheOutput="$folder/cache" "${@:2}" run "$folder/spec.yaml" --store "$folder/store" \
        </dev/null >"$folder/log" 2>&1 && mv "$folder/cache" "$cache"
    local ended=$?
    rm -rf "$folder"
    return "$ended"
}
