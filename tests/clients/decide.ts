// A client generated from the API's document makes one decision and reads it again. Run by scripts/client-check.sh.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const { URL: baseUrl, KEY: key } = process.env;
if (!baseUrl || !key) throw new Error("set URL and KEY");

const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });

async function main(): Promise<void> {
  const made = await client.POST("/v1/policies/{id}/decisions", {
    params: { path: { id: "yearly-review-promotion" } },
    body: { employee_id: "E-1001", previous_year_rating: 5 },
  });
  if (made.error || !made.data) throw new Error(JSON.stringify(made.error));
  const read = await client.GET("/v1/decisions/{id}", { params: { path: { id: made.data.id } } });
  if (read.error || !read.data) throw new Error(JSON.stringify(read.error));
  if (read.data.outcome !== made.data.outcome) throw new Error("what was stored is not what was answered");
  console.log(`${made.data.subject}: ${made.data.outcome} by ${made.data.policy.id} version ${made.data.policy.version}`);
}

main().catch((e: unknown) => {
  console.error(e);
  process.exit(1);
});
