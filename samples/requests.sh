#!/bin/sh
# The everyday requests with curl. Needs URL and KEY in the environment, and runs in the folder of this file:
#   URL=http://localhost:5000 KEY=$(cat data/development.key) samples/requests.sh
set -eu
cd "$(dirname "$0")"
ask() { curl --fail-with-body --silent --show-error -H "Authorization: Bearer $KEY" "$@"; }

echo "# one decision"
ask -H "Content-Type: application/json" -d '{ "employee_id": "E-1001", "previous_year_rating": 5 }' "$URL/v1/policies/yearly-review-promotion/decisions"

echo; echo "# many, a line for a line"
ask -H "Content-Type: application/x-ndjson" --data-binary @yearly-review.ndjson "$URL/v1/policies/yearly-review-promotion/decisions"

echo "# an appraisal; its address is where the report is, too"
appraisal=$(ask -o /dev/null -D - -H "Content-Type: application/json" --data-binary @managers/km-016.json "$URL/v1/schemes/kam-annual/appraisals" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
ask -H "Accept: text/html" "$URL$appraisal/report?lang=zh-CN" | sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p'

echo "# what has not changed is not sent again"
tag=$(ask -o /dev/null -D - "$URL$appraisal/report?lang=en" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
ask -o /dev/null -w '%{http_code}\n' -H "If-None-Match: $tag" "$URL$appraisal/report?lang=en"

echo "# the team as a table"
ask "$URL/v1/schemes/kam-annual/appraisals?format=csv&limit=1"
