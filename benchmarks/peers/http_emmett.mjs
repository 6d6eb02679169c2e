// The same command behind Express: read the stream, decide, append under its version. Prints its port.
// usage: node http_emmett.mjs DSN
import { CommandHandler } from "@event-driven-io/emmett";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import express from "express";
import { createHash, randomUUID } from "node:crypto";

const store = getPostgreSQLEventStore(process.argv[2]);
await store.schema?.migrate?.();
const handle = CommandHandler({
  evolve: (state) => ({ ...state, exists: true }),
  initialState: () => ({ exists: false }),
});
const app = express();
app.use(express.json({ limit: "1mb" }));
app.post("/opportunities", async (request, response) => {
  const { title, problem } = request.body;
  if (typeof title !== "string" || typeof problem !== "string") {
    response.status(400).end();
    return;
  }
  const opportunity = randomUUID();
  const digest = createHash("sha256").update(JSON.stringify({ title, problem })).digest("hex");
  const result = await handle(store, `opportunity-${opportunity}`, (state) => {
    if (state.exists) throw new Error("exists");
    return [{ type: "opportunity-raised", data: { opportunity, revision: 1, digest, title, problem } }];
  });
  response.status(201).json({ id: opportunity, version: String(result.nextExpectedStreamVersion) });
});
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.on("SIGTERM", () => server.close(() => store.close().then(() => process.exit(0))));
