"""Prometheus metrics of this process, in its text format."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counts answers and their durations by operation."""

    def __init__(self) -> None:
        self._answers: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def observe(self, operation: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._answers[operation, status] += 1
        self._seconds[operation] += seconds
        self._buckets[operation][bisect_left(BOUNDS, seconds)] += 1

    def text(self) -> str:
        """Write all of it."""
        lines = [
            "# HELP accord_http_answers_total Answers by operation and status.",
            "# TYPE accord_http_answers_total counter",
        ]
        for (operation, status), count in sorted(self._answers.items()):
            lines.append(f'accord_http_answers_total{{operation="{operation}",status="{status}"}} {count}')
        lines += [
            "# HELP accord_http_seconds Time from request to answer.",
            "# TYPE accord_http_seconds histogram",
        ]
        for operation, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*BOUNDS, "+Inf"), buckets, strict=True):
                total += count
                lines.append(f'accord_http_seconds_bucket{{operation="{operation}",le="{bound}"}} {total}')
            lines.append(f'accord_http_seconds_sum{{operation="{operation}"}} {self._seconds[operation]:.6f}')
            lines.append(f'accord_http_seconds_count{{operation="{operation}"}} {total}')
        return "\n".join(lines) + "\n"
