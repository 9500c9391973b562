"""A delivery becomes rows of the store: kept raw, read, compared with what is known, committed in one step."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analitik.core.errors import DeliveryRefused, EnvironmentFault, IntegrityFault
from analitik.core.files import sha256_of, write_text
from analitik.core.fingerprint import fingerprint
from analitik.core.locale import count, say
from analitik.ingest.dates import moment
from analitik.ingest.deliver import Delivery, read_delivery, set_aside
from analitik.ingest.identity import ACCEPT, DUPLICATE, Decision, decide
from analitik.ingest.mapping import load_mapping
from analitik.ingest.quarantine import quarantine_lines, typed_frame
from analitik.ingest.sniff import LIMIT
from analitik.pipeline.receipt import Receipt, rows_for_json
from analitik.store import Store
from analitik.store.entries import Delivered, Part, Revised, Stored
from analitik.store.raw import PRIVATE, keep_raw

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Incoming:
    """One delivery on its way in."""

    path: Path
    sha256: str
    recipe: str
    seq: int
    part: str
    as_of: str
    delivery: Delivery
    decision: Decision = field(default_factory=lambda: Decision([], {}))

    @property
    def accepted(self) -> list[int]:
        """Places of the rows that are taken in."""
        return [place for place, outcome in enumerate(self.decision.outcomes) if outcome == ACCEPT]


def receive(
    store: Store,
    path: str | Path,
    *,
    kind: str | None = None,
    mapping: str | Path | Mapping[str, Any] | None = None,
    units: pd.DataFrame | None = None,
    as_of: dt.datetime | str,
    mappings_folder: Path | None = None,
    with_rows: bool = False,
) -> Receipt:
    """Take one delivered file into the store.

    The same bytes read with the same mapping and register change nothing. Readers of the store see all of the delivery's
    rows or none. Raises ``RunLocked`` while another run writes to the store.
    """
    path = Path(path)
    with store.lock():
        sha256 = _sha256(path)
        recipe = _recipe(kind, mapping, mappings_folder, units)
        known = store.ledger.find_delivery(sha256, recipe)
        if known is not None and known.verdict != "refuse":
            return Receipt.of_repeat(known, file_name(path))
        # Load
        if path.stat().st_size <= LIMIT:
            keep_raw(store.root, path, sha256)
        delivery = read_delivery(path, kind=kind, mapping=mapping, units=units, as_of=as_of, mappings_folder=mappings_folder)
        incoming = _incoming(store, path, sha256, recipe, as_of, delivery, known)
        if delivery.refused is not None:
            return _refuse(store, incoming)
        # Analyse
        current = _settle(store, incoming)
        receipt = _receipt(incoming)
        assert_conserved(receipt)
        # Save
        if receipt.verdict == "noop":
            store.ledger.record_delivery(_entry(incoming, receipt))
        else:
            _save(store, incoming, receipt, current)
        return receipt.with_rows(rows_for_json(delivery, incoming.accepted)) if with_rows else receipt


def assert_conserved(receipt: Receipt) -> None:
    """Every row that came in is accepted, set aside or a duplicate: the one place where this is held."""
    if receipt.rows_in != receipt.accept + receipt.quarantine + receipt.duplicate:
        raise IntegrityFault(
            say(
                f"{receipt.file}: {receipt.rows_in} baris masuk, tetapi {receipt.accept} diterima, "
                f"{receipt.quarantine} dikarantina, {receipt.duplicate} ganda; tidak ada yang disimpan.",
                f"{receipt.file}: {receipt.rows_in} rows in, but {receipt.accept} accepted, "
                f"{receipt.quarantine} quarantined, {receipt.duplicate} duplicate; nothing was stored.",
            )
        )


def file_name(path: Path) -> str:
    """The name of a file as text that can be stored and shown; never its folder."""
    name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


# ---- steps -------------------------------------------------------------------------------------------------------


def _sha256(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError as problem:
        raise EnvironmentFault(
            say(f"Berkas {path.name} tidak terbaca: {problem.strerror}.", f"File {path.name} cannot be read: {problem.strerror}.")
        ) from problem


def _recipe(kind: str | None, mapping: Any, folder: Path | None, units: pd.DataFrame | None) -> str:
    """What else than the bytes decides how a file is read: with another mapping it may be delivered again."""
    register = None
    if units is not None:
        columns = [column for column in ("kode", "nama", "aliases") if column in units]
        register = units[columns].fillna("").to_csv(index=False)
    rules = {column: repr(rule) for column, rule in load_mapping(mapping, folder).items()}
    return fingerprint({"kind": kind, "mapping": rules, "register": register})


def _incoming(
    store: Store, path: Path, sha256: str, recipe: str, as_of: dt.datetime | str, delivery: Delivery, known: Delivered | None
) -> Incoming:
    seq = known.seq if known else store.ledger.next_seq()
    earlier = store.ledger.readings(sha256) - (1 if known else 0)
    part = sha256 if not earlier else f"{sha256}-{earlier + 1}"
    return Incoming(path, sha256, recipe, seq, part, moment(as_of).astimezone(dt.UTC).isoformat(), delivery)


def _settle(store: Store, incoming: Incoming) -> dict[str, Stored]:
    """Decide about every row; those that contradict what is known join the rows set aside."""
    delivery = incoming.delivery
    identities = delivery.identities()
    current, past = store.ledger.stored(delivery.kind.table, (number for number, _, _ in identities))
    known = {number: (entry.hash, entry.updated_us) for number, entry in current.items()}
    incoming.decision = decide(identities, known, past)
    for place, outcome in enumerate(incoming.decision.outcomes):
        if outcome not in (ACCEPT, DUPLICATE):
            _, row, sheet = delivery.taken[place]
            delivery.aside.append(set_aside(row, sheet, delivery.kind, outcome, {"value": identities[place][0]}))
    return current


def _receipt(incoming: Incoming) -> Receipt:
    delivery, outcomes = incoming.delivery, Counter(incoming.decision.outcomes)
    reasons = dict(sorted(Counter(one.code for one in delivery.aside).items()))
    accept, quarantine, duplicate = outcomes[ACCEPT], len(delivery.aside), outcomes[DUPLICATE]
    verdict = "partial" if quarantine else "accept" if accept else "noop"
    return Receipt(
        file=file_name(incoming.path),
        kind=delivery.kind.name,
        sha256=incoming.sha256,
        verdict=verdict,
        rows_in=delivery.rows_in,
        accept=accept,
        quarantine=quarantine,
        duplicate=duplicate,
        reasons=reasons,
        warnings=delivery.warnings,
        message=say(
            f"{count(accept)} dari {count(delivery.rows_in)} baris diterima, {count(quarantine)} dikarantina, {count(duplicate)} ganda.",
            f"{count(accept)} of {count(delivery.rows_in)} rows accepted, {count(quarantine)} quarantined, {count(duplicate)} duplicate.",
        ),
    )


def _refuse(store: Store, incoming: Incoming) -> Receipt:
    """A refused file leaves a line in the ledger and nothing else."""
    refused: DeliveryRefused = incoming.delivery.refused
    receipt = Receipt(
        file=file_name(incoming.path),
        kind=incoming.delivery.kind.name,
        sha256=incoming.sha256,
        verdict="refuse",
        reasons={refused.code: 1},
        warnings=incoming.delivery.warnings,
        message=str(refused),
    )
    indonesian, english = getattr(refused, "messages", (str(refused), str(refused)))
    entry = _entry(incoming, receipt)._replace(code=refused.code, message_id=indonesian, message_en=english)
    store.ledger.record_delivery(entry)
    return receipt


def _save(store: Store, incoming: Incoming, receipt: Receipt, current: dict[str, Stored]) -> None:
    """Files first, then the ledger: until its commit no reader sees a row, and the same files are written again if it fails."""
    delivery, table = incoming.delivery, incoming.delivery.kind.table
    places = incoming.accepted
    frame = typed_frame(
        delivery.kind, [delivery.taken[p][0] for p in places], [delivery.taken[p][1].number for p in places], incoming.sha256
    )
    written = store.append(table, incoming.part, frame)
    parts = [Part(name, month, part, n, sha256_of(path)) for name, month, part, n, path in written]
    if delivery.aside:
        aside = sorted(delivery.aside, key=lambda one: (one.sheet, one.row.number))
        write_text(store.quarantine / f"{incoming.sha256}.jsonl", quarantine_lines(receipt.file, aside), mode=PRIVATE)
    else:
        (store.quarantine / f"{incoming.sha256}.jsonl").unlink(missing_ok=True)
    now, superseded = _successions(store, incoming, current)
    entry = _entry(incoming, receipt)
    store.ledger.record_delivery(entry, parts=parts, reasons=receipt.reasons, current=now, superseded=superseded)


def _successions(store: Store, incoming: Incoming, current: dict[str, Stored]) -> tuple[list[Stored], list[Revised]]:
    """The records that become current, and those that give way."""
    delivery, table = incoming.delivery, incoming.delivery.kind.table
    identities, months = delivery.identities(), _months(delivery)
    since = dict(store.ledger.rows("SELECT seq, as_of FROM deliveries")) if current else {}
    now, superseded = [], []
    for number, places in incoming.decision.chains.items():
        before = current.get(number)
        for place in places:
            if before is not None:
                valid_from = since.get(before.seq, incoming.as_of)
                superseded.append(Revised(*before, incoming.seq, valid_from, incoming.as_of))
            before = Stored(table, number, identities[place][1], identities[place][2], months[place], incoming.seq)
        now.append(before)
    return now, superseded


def _months(delivery: Delivery) -> list[str]:
    """The month of each row that can be taken."""
    from analitik import schema
    from analitik.ingest.dates import EPOCH

    shape = schema.table(delivery.kind.table)
    place = shape.names.index(shape.day)
    cache: dict[int, str] = {}
    for values, _, _ in delivery.taken:
        day = values[place]
        if day not in cache:
            cache[day] = f"{EPOCH + dt.timedelta(microseconds=day):%Y-%m}"
    return [cache[values[place]] for values, _, _ in delivery.taken]


def _entry(incoming: Incoming, receipt: Receipt) -> Delivered:
    counts = (receipt.rows_in, receipt.accept, receipt.quarantine, receipt.duplicate)
    identity = (incoming.seq, incoming.sha256, incoming.recipe, incoming.part, receipt.file, receipt.kind, receipt.verdict)
    return Delivered(*identity, *counts, None, None, None, incoming.as_of)
