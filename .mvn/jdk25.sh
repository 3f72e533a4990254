# Sourced by ./build and the launchers: finds the tools the project needs, or says in a sentence what to do.

# Prints the folder of a JDK 25: JAVA_HOME, then java on the PATH, then the usual folders. With the argument java, one that
# only runs programs will do.
find_jdk25() {
    local candidate tool=${1:-javac}
    for candidate in "${JAVA_HOME:-}" "$(_home_of_path_java)" "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/*25* \
        "${HOME:-/nonexistent}"/.jdks/*25* /usr/lib/jvm/*25* /usr/java/*25* /opt/*jdk*25* /opt/java/*25* /opt/homebrew/opt/openjdk@25 \
        /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
        if [ -n "$candidate" ] && [ -x "$candidate/bin/$tool" ] && _is_25 "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    echo "tegum: no JDK 25 found (looked at JAVA_HOME, the PATH and the usual folders)." >&2
    echo "Install one, for example Eclipse Temurin 25, or set JAVA_HOME to its folder." >&2
    return 1
}

require_maven() {
    command -v mvn >/dev/null 2>&1 && return 0
    echo "tegum: Maven (mvn) is not on the PATH." >&2
    echo "Install Maven 3.8 or later, for example with your system's package manager (package maven)." >&2
    return 1
}

_home_of_path_java() {
    local java
    java=$(command -v java 2>/dev/null) || return 0
    dirname "$(dirname "$(readlink -f "$java")")"
}

_is_25() {
    # With JAVA_TOOL_OPTIONS set, java says so before it says its version.
    "$1/bin/java" -version 2>&1 | grep -q 'version "25[."-]'
}
