// Rebuilds one document a stream from `events` events, ten a stream; prints events per second.
// usage: node rebuild_emmett.mjs DSN EVENTS
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from "@event-driven-io/emmett-postgresql";

const [dsn, events] = [process.argv[2], Number(process.argv[3])];
const each = 10;
let folded = 0; // what the rebuild has taken in when it says that it is done
const data = {
  opportunity: "opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
  revision: 1,
  hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  title: "Releases wait for a manual sign-off",
};
const projection = pongoSingleStreamProjection({
  collectionName: "backlog",
  canHandle: ["opportunity-told"],
  initialState: () => ({ title: "", told: 0 }),
  evolve: (document, event) => {
    folded += 1;
    return { ...document, title: event.data.title, told: document.told + 1 };
  },
});
const store = getPostgreSQLEventStore(dsn);
await store.schema?.migrate?.();
const streams = Array.from({ length: events / each }, (_, number) => `opportunity-${process.pid}-${number}`);
const told = Array.from({ length: each }, () => ({ type: "opportunity-told", data }));
for (let start = 0; start < streams.length; start += 16) {
  await Promise.all(streams.slice(start, start + 16).map((stream) => store.appendToStream(stream, told)));
}
const consumer = rebuildPostgreSQLProjections({ connectionString: dsn, projection });
const begin = process.hrtime.bigint();
await consumer.start();
console.log(folded / (Number(process.hrtime.bigint() - begin) / 1e9));
await consumer.close();
await store.close();
