#!/bin/sh
# A role and a database of its own for each service that has a password here; what is there only gets its settings
# again, so a service may be added to a region that has data.
set -eu
PGPASSWORD=$(cat /run/secrets/postgres)
export PGPASSWORD FILE

for FILE in /run/secrets/*; do
    service=$(basename "$FILE")
    [ "$service" = postgres ] && continue
    psql -qX -v ON_ERROR_STOP=1 -v service="$service" <<'END'
\set password `cat "$FILE"`
SELECT format('CREATE ROLE %I', :'service')
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service') \gexec
ALTER ROLE :"service" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
ALTER ROLE :"service" SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE :"service" SET lock_timeout = '10s';
ALTER ROLE :"service" SET statement_timeout = '60s';
SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'service')
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
END
done
psql -qX -v ON_ERROR_STOP=1 -c 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'
