"""Conditional appends on the library's own PostgreSQL recorder, in threads; prints appends per second."""

from __future__ import annotations

import sys
import threading
import time

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem

from benchmarks.peers.http_litestar import recorder_of

DATA = b'{"decision":"dec_01kb5v3n8rf4tt2q9w6zg0x1y7","revision":1,"hash":"' + b"0" * 64 + b'","side":"technology"}' * 2


def main() -> None:
    """Run `tasks` threads for `seconds`."""
    tasks, seconds, workspaces = (int(value) for value in sys.argv[1:4])
    recorder = recorder_of(dict(pair.split("=", 1) for pair in sys.argv[4:]))
    counts = [0] * tasks
    begin = time.perf_counter()

    def keep_appending(task: int) -> None:
        turn = 0
        while time.perf_counter() - begin < seconds:
            workspace = (task * 31 + turn) % workspaces
            subject = f"decision:{workspace}/{task}/{turn % 200}"
            query = DCBQuery(items=[DCBQueryItem(types=["none"], tags=[subject])])
            event = DCBEvent(type="side-agreed", data=DATA, tags=[subject, f"workspace:{workspace}", "member:1"])
            recorder.append([event], DCBAppendCondition(fail_if_events_match=query))
            counts[task] += 1
            turn += 1

    threads = [threading.Thread(target=keep_appending, args=(task,)) for task in range(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(counts) / (time.perf_counter() - begin))


if __name__ == "__main__":
    main()
