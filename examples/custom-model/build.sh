#!/usr/bin/env bash
# Compiles SmallNet.java against SPIRT's command line, whose jar names all libraries, and packs it:
#
#   examples/custom-model/build.sh && ./spirt train examples/custom-model/custom-model.json
#
# The first argument is where the jar goes, the second what it is compiled against; both have defaults.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jar=${1:-$here/build/small-net.jar}
classpath=${2:-$here/../../spirt-cli/target/spirt-cli.jar}
if [[ -z ${2:-} && ! -f $classpath ]]; then
  echo "SPIRT is not built yet; ./spirt validate $here/custom-model.json builds it" >&2
  exit 2
fi
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
mkdir -p "$(dirname "$jar")"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -cp "$classpath" -d "$classes" "$here/SmallNet.java"
"${JAVA_HOME:+$JAVA_HOME/bin/}jar" --create --file "$jar" -C "$classes" .
echo "made $jar"
