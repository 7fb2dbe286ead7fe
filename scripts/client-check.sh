#!/bin/sh
# Looks at the API's document from outside: Spectral's recommended rules find nothing, a stock generator makes a TypeScript client of it, the client
# compiles, and makes one decision on the running service. Needs the .NET SDK, curl, Node.js 20 or newer and npm; everything it starts it ends.
set -eu
cd "$(dirname "$0")/.."
home=$PWD
command -v npm >/dev/null || { echo "npm is missing; install Node.js 20 or newer" >&2; exit 3; }
port=${PORT:-5981}
work=$(mktemp -d)
cp tests/clients/* tests/clients/.spectral.yaml "$work"
dotnet build src/PolicyApi --verbosity quiet --nologo
dotnet artifacts/bin/PolicyApi/debug/PolicyApi.dll --urls "http://127.0.0.1:$port" --Store:Folder "$work/data" >"$work/service.log" 2>&1 &
service=$!
trap 'kill $service 2>/dev/null || true; wait $service 2>/dev/null || true; rm -rf "$work"' EXIT
URL=http://127.0.0.1:$port
tries=0
until curl -sf "$URL/readyz" >/dev/null; do
  tries=$((tries + 1))
  [ $tries -lt 120 ] && kill -0 $service 2>/dev/null || { cat "$work/service.log" >&2; exit 1; }
  sleep 1
done
KEY=$(curl -sf -H "Authorization: Bearer $(cat "$work/data/bootstrap.key")" -H "Content-Type: application/json" \
  -d '{"name":"client-check","roles":["evaluator"]}' "$URL/v1/keys" | sed -n 's/.*"text":"\([^"]*\)".*/\1/p')
export URL KEY

cd "$work"
npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
curl -sf "$URL/openapi/v1.json" >openapi.json
npx --no-install spectral lint openapi.json "$home/docs/openapi.json" --ruleset .spectral.yaml --fail-severity warn
npx --no-install openapi-typescript openapi.json --output api.ts
npx --no-install tsc --project tsconfig.json
node build/decide.js
