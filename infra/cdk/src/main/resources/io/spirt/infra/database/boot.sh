#!/bin/bash
# Makes an instance of Amazon Linux 2023 a peer's database: a Valkey (or Redis 7) server with
# SPIRT's module, TLS, two users, and a check each minute that it is well. Can be run again.
#
# Wants SPIRT_PEER, SPIRT_PORT, SPIRT_SECRET (ARN of the password), SPIRT_HEALTH_QUEUE (URL),
# SPIRT_CERTIFICATE (s3:// URL to put the authority's certificate to) and the region.
# SPIRT_ROOT stands before every path, for tests.
set -euo pipefail
umask 077

root=${SPIRT_ROOT:-}
files=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
settings=$root/etc/spirt
library=$root/usr/local/lib/spirt
data=$root/var/lib/spirt
units=$root/etc/systemd/system
readonly root files settings library data units
readonly user=spirt-database validity_days=3650 most_wait_seconds=120

say() { printf 'spirt: %s\n' "$*"; }

die() {
  say "$@" >&2
  exit 1
}

# From Amazon Linux's own repositories, which lie in S3. Its redis6 is too old: the users' rules
# need Redis 7.
install_packages() {
  dnf --assumeyes --quiet install valkey gcc make openssl
}

server() {
  command -v valkey-server || command -v redis-server || die "no valkey-server after installing valkey"
}

client() {
  command -v valkey-cli || command -v redis-cli || die "no valkey-cli after installing valkey"
}

make_user() {
  id "$user" >/dev/null 2>&1 || useradd --system --no-create-home --shell /sbin/nologin "$user"
}

make_folders() {
  mkdir -p "$settings" "$library" "$data" "$units"
  chmod 755 "$settings" "$library"
  chmod 700 "$data"
  chown "$user:" "$data"
}

# Warnings of a newer compiler must not keep a database from starting.
build_module() {
  make --directory "$files/module" --quiet CFLAGS=-Wno-error target/spirt-redisai.so
  install -m 755 "$files/module/target/spirt-redisai.so" "$library/spirt-redisai.so"
}

private_address() {
  local token
  token=$(curl --silent --fail --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
    http://169.254.169.254/latest/api/token)
  # From standard input: what stands in arguments, everybody on the machine can read.
  printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$token" |
    curl --silent --fail --config - http://169.254.169.254/latest/meta-data/local-ipv4
}

# An authority that issues one certificate and forgets its key.
make_certificate() {
  local address=$1 work
  [[ -f $settings/server.pem ]] && return
  work=$(mktemp -d)
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/ca.key"
  openssl req -x509 -new -key "$work/ca.key" -sha256 -days $validity_days -out "$work/ca.pem" \
    -subj "/CN=SPIRT database of $SPIRT_PEER" \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign'
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/server.key"
  openssl req -new -key "$work/server.key" -subj "/CN=$SPIRT_PEER" -out "$work/server.csr"
  printf '%s\n' "subjectAltName=IP:$address" 'basicConstraints=critical,CA:FALSE' \
    'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' >"$work/extensions"
  openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" \
    -set_serial "0x$(openssl rand -hex 16)" -sha256 -days $validity_days \
    -extfile "$work/extensions" -out "$work/server.pem" 2>/dev/null
  rm "$work/ca.key"
  install -m 644 "$work/ca.pem" "$settings/ca.pem"
  install -m 600 "$work/server.key" "$settings/server.key"
  chown "$user:" "$settings/server.key"
  # Last: it says that the rest is there.
  install -m 644 "$work/server.pem" "$settings/server.pem"
  rm -r "$work"
}

# SHA-256 in hexadecimal of what comes in, as Redis takes passwords.
hash() { sha256sum | cut -d ' ' -f 1; }

# The functions' password never touches the disk, only its hash does.
password_hash() {
  aws secretsmanager get-secret-value --secret-id "$SPIRT_SECRET" --query SecretString --output text |
    tr -d '\n' | hash
}

# May ping and nothing else; its password stays on this machine.
make_health_password() {
  [[ -f $settings/health.env ]] && return
  printf 'REDISCLI_AUTH=%s\n' "$(openssl rand -hex 32)" >"$settings/health.env"
}

health_hash() { sed -n 's/^REDISCLI_AUTH=//p' "$settings/health.env" | tr -d '\n' | hash; }

# Three quarters of the memory: the rest is for the system and for what a snapshot copies.
most_memory_megabytes() { awk '/^MemTotal:/ { print int($2 * 3 / 4 / 1024) }' /proc/meminfo; }

write_configuration() {
  local address=$1 functions health
  functions=$(password_hash)
  [[ $functions != "$(printf '' | hash)" ]] || die "the secret $SPIRT_SECRET is empty"
  health=$(health_hash)
  sed -e "s|@ADDRESS@|$address|" -e "s|@PORT@|$SPIRT_PORT|" \
    -e "s|@SETTINGS@|$settings|" -e "s|@LIBRARY@|$library|" -e "s|@DATA@|$data|" \
    -e "s|@MEGABYTES@|$(most_memory_megabytes)|" \
    "$files/database.conf" >"$settings/database.conf"
  {
    printf 'user functions on #%s %s\n' "$functions" "$(cat "$files/functions.acl")"
    printf 'user health on #%s resetchannels nocommands +ping\n' "$health"
  } >>"$settings/database.conf"
  chown "$user:" "$settings/database.conf"
}

install_units() {
  local address=$1
  install -m 755 "$files/health.sh" "$library/health.sh"
  cat >"$settings/health.conf" <<CONF
SPIRT_ADDRESS=$address
SPIRT_PORT=$SPIRT_PORT
SPIRT_HEALTH_QUEUE=$SPIRT_HEALTH_QUEUE
SPIRT_CLIENT=$(client)
AWS_DEFAULT_REGION=$AWS_DEFAULT_REGION
CONF
  local unit
  for unit in spirt-database.service spirt-database-health.service spirt-database-health.timer; do
    sed -e "s|@SERVER@|$(server)|" -e "s|@SETTINGS@|$settings|" -e "s|@LIBRARY@|$library|" \
      -e "s|@DATA@|$data|" "$files/$unit" >"$units/$unit"
    chmod 644 "$units/$unit"
  done
  systemctl daemon-reload
  systemctl enable --now spirt-database.service
}

is_well() {
  set -a
  # shellcheck source=/dev/null
  source "$settings/health.conf"
  # shellcheck source=/dev/null
  source "$settings/health.env"
  set +a
  "$library/health.sh" ping "$settings/ca.pem"
}

wait_until_well() {
  local i
  for ((i = 0; i < most_wait_seconds; i++)); do
    if (is_well); then return; fi
    sleep 1
  done
  die "the database does not answer after $most_wait_seconds s; see journalctl -u spirt-database"
}

main() {
  say "installing packages"
  install_packages
  make_user
  make_folders
  say "building the module"
  build_module
  local address
  address=$(private_address)
  say "this is $SPIRT_PEER at $address:$SPIRT_PORT"
  make_certificate "$address"
  make_health_password
  write_configuration "$address"
  install_units "$address"
  wait_until_well
  systemctl enable --now spirt-database-health.timer
  # Last: functions take its being there as the sign that the database can be used.
  aws s3 cp --no-progress "$settings/ca.pem" "$SPIRT_CERTIFICATE"
  say "the database is ready"
}

main
