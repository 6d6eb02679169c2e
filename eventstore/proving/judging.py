"""What was computed from a ledger against checkpoints that somebody outside has kept."""

from __future__ import annotations

from collections.abc import Sequence

from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.scanning import BrokenLedgerError, Scan


def judge(scan: Scan, checkpoints: Sequence[Checkpoint], *, log: str | None, epoch: int | None, restored: bool) -> None:
    """Raise BrokenLedgerError unless the ledger is, or continues, what each checkpoint says.

    `log` and `epoch` are the ledger's own, where they are known. `restored` allows checkpoints of an earlier epoch: a
    ledger that was restored from a copy, where what was recorded after the copy is gone.
    """
    holds = 0
    for checkpoint in sorted(checkpoints, key=lambda each: (each.size, each.epoch)):
        if log is not None and checkpoint.log != log:
            raise BrokenLedgerError(1, f"the checkpoint is of {checkpoint.log}, the ledger of {log}")
        if epoch is not None and checkpoint.epoch != epoch and not (restored and checkpoint.epoch < epoch):
            raise BrokenLedgerError(
                holds + 1,
                f"the ledger is of epoch {epoch}, the checkpoint over {checkpoint.size} of {checkpoint.epoch}",
            )
        if checkpoint.size > scan.size:
            if restored and epoch is not None and checkpoint.epoch < epoch:
                continue
            raise BrokenLedgerError(scan.size + 1, f"{checkpoint.size - scan.size} events that were there are gone")
        if scan.roots[checkpoint.size] != checkpoint.root:
            raise BrokenLedgerError(holds + 1, "the ledger is not what the checkpoint was made of", checkpoint.size)
        holds = checkpoint.size
    scan.unexplained()
