// One decision from proposal to agreement, by a client whose every type comes from the OpenAPI document.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated/schema.ts";

const [address, instanceKey] = process.argv.slice(2);
assert(address && instanceKey, "usage: walk.ts ADDRESS KEY");

const workspace = `walk-ts-${Date.now().toString(36)}`;
const here = { path: { workspace } };

function clientWith(key: string) {
  return createClient<paths>({ baseUrl: address!, headers: { Authorization: `Bearer ${key}` } });
}

// the body of a success (a dry run records nothing, and none is asked for here), or the problem as an error
function recorded<T>(answer: { data?: T; error?: unknown; response: Response }) {
  assert(answer.data !== undefined, `${answer.response.status}: ${JSON.stringify(answer.error)}`);
  return answer.data as Exclude<T, { dry_run: boolean }>;
}

function idOf(answer: { id: string | null }): string {
  assert(answer.id, "the answer names its subject");
  return answer.id;
}

const owner = clientWith(instanceKey);
recorded(
  await owner.POST("/v1/workspaces", {
    body: { slug: workspace, name: "A walk in TypeScript", owner: { name: "Olga Owner" } },
  }),
);

// a person who speaks for a side, with a key of their own
async function partner(name: string, side: string) {
  const person = idOf(recorded(await owner.POST("/v1/workspaces/{workspace}/people", { params: here, body: { name } })));
  recorded(await owner.POST("/v1/workspaces/{workspace}/partners", { params: here, body: { person, of: side } }));
  const issued = recorded(
    await owner.POST("/v1/workspaces/{workspace}/keys", {
      params: here,
      body: { holder: person, scopes: ["read", "write"] },
    }),
  );
  assert(issued.secret, "a new key is shown once");
  const client = clientWith(issued.secret);
  const accepted = { path: { workspace, key: idOf(issued) } };
  recorded(await client.POST("/v1/workspaces/{workspace}/keys/{key}/acceptance", { params: accepted }));
  return client;
}

const technology = await partner("Tess Technology", "technology");
const business = await partner("Bo Business", "business");

const opportunity = idOf(
  recorded(
    await business.POST("/v1/workspaces/{workspace}/opportunities", {
      params: here,
      body: {
        title: "Releases wait for a manual sign-off",
        problem: "Every release waits two days for a sign-off that has never stopped one.",
        theme: "features_faster",
      },
    }),
  ),
);
const asked = { path: { workspace, opportunity } };
const read = recorded(await technology.GET("/v1/workspaces/{workspace}/opportunities/{opportunity}", { params: asked }));

const decision = idOf(
  recorded(
    await technology.POST("/v1/workspaces/{workspace}/decisions", {
      params: here,
      body: {
        kind: "first_priority",
        options: [{ opportunity, revision: read.revision, digest: read.digest }, { do_nothing: true }],
        choice: opportunity,
        rationale: "Both sides lose two days with every release.",
        waive: [{ rule: "decision.option-not-ready", reason: "A walk needs no groundwork." }],
      },
    }),
  ),
);

const params = { path: { workspace, decision } };
const proposed = recorded(await business.GET("/v1/workspaces/{workspace}/decisions/{decision}", { params }));
assert.equal(proposed.state, "open");
const { revision, digest } = proposed;

const wins = new Map([
  [technology, "Nobody is on call for a hand-over any more."],
  [business, "Customers see a fix on the day it is made."],
]);
for (const [side, text] of wins) {
  const body = { revision, digest, text };
  recorded(await side.POST("/v1/workspaces/{workspace}/decisions/{decision}/wins", { params, body }));
}

const early = await business.POST("/v1/workspaces/{workspace}/decisions/{decision}/agreements", {
  params,
  body: { revision, digest: "0".repeat(64) },
});
assert.equal(early.error?.status, 409, "an agreement to another text is refused");

for (const side of wins.keys()) {
  const body = { revision, digest };
  recorded(await side.POST("/v1/workspaces/{workspace}/decisions/{decision}/agreements", { params, body }));
}

const agreed = recorded(await business.GET("/v1/workspaces/{workspace}/decisions/{decision}", { params }));
assert.equal(agreed.state, "agreed");
console.log(`TypeScript: ${decision} went from proposal to agreement in ${workspace}`);
