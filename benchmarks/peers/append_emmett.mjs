// Appends under an expected stream version, `tasks` at a time, for `seconds`; prints appends per second.
// usage: node append_emmett.mjs DSN TASKS SECONDS STREAMS
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";

const [dsn, tasks, seconds, streams] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const store = getPostgreSQLEventStore(dsn);
await store.schema?.migrate?.();

const event = {
  type: "side-agreed",
  data: {
    decision: "dec_01kb5v3n8rf4tt2q9w6zg0x1y7",
    opportunity: "opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
    revision: 1,
    hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    side: "technology",
  },
};
let done = 0;
const begin = process.hrtime.bigint();
const elapsed = () => Number(process.hrtime.bigint() - begin) / 1e9;

async function keepAppending(task) {
  const versions = new Map();
  for (let turn = 0; elapsed() < seconds; turn += 1) {
    const stream = `decision-${process.pid}-${task + tasks * (turn % Math.max(1, Math.floor(streams / tasks)))}`;
    const expectedStreamVersion = versions.get(stream) ?? "STREAM_DOES_NOT_EXIST";
    const result = await store.appendToStream(stream, [event], { expectedStreamVersion });
    versions.set(stream, result.nextExpectedStreamVersion);
    done += 1;
  }
}
await Promise.all(Array.from({ length: tasks }, (_, task) => keepAppending(task)));
console.log(done / elapsed());
await store.close();
