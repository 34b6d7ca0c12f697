#!/bin/bash
# Is the database well? "health.sh ping CA" answers by its exit status. "health.sh watch CA", once a
# minute, tells the health queue if it is, and restarts a server that does not answer three times.
# An alarm counts what the queue is told: it also rings if this instance is gone.
set -euo pipefail

readonly mode=$1 authority=$2
readonly failures=${RUNTIME_DIRECTORY:-/run}/failures most_failures=3 patience_seconds=10

# The client takes the password from REDISCLI_AUTH: arguments can be read by everybody.
answer() {
  timeout $patience_seconds "$SPIRT_CLIENT" --tls --cacert "$authority" \
    -h "$SPIRT_ADDRESS" -p "$SPIRT_PORT" --user health --no-auth-warning ping 2>&1 || true
}

said=$(answer)
case $mode:$said in
  ping:PONG) exit 0 ;;
  ping:*) exit 1 ;;
  watch:PONG)
    rm -f "$failures"
    aws sqs send-message --queue-url "$SPIRT_HEALTH_QUEUE" --message-body well >/dev/null
    ;;
  watch:*LOADING*)
    printf 'the database is loading its snapshot\n'
    ;;
  watch:*)
    count=$(($(cat "$failures" 2>/dev/null || printf 0) + 1))
    printf 'the database does not answer (%d of %d): %s\n' "$count" $most_failures "$said" >&2
    if ((count >= most_failures)); then
      rm -f "$failures"
      systemctl restart spirt-database.service
    else
      printf '%d' "$count" >"$failures"
    fi
    exit 1
    ;;
  *)
    printf 'health.sh: %s is neither ping nor watch\n' "$mode" >&2
    exit 2
    ;;
esac
