"""Deliveries meet the store: nothing is counted twice, nothing is lost, the past is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analitik.core.errors import EnvironmentFault, IntegrityFault, RunLocked
from analitik.pipeline import receive as receiving
from analitik.pipeline.receipt import Receipt, exit_code
from analitik.pipeline.receive import assert_conserved, receive
from analitik.store import Store, quarantined

AS_OF = "2024-02-15T12:00:00+07:00"
REGISTER = pd.DataFrame({"kode": ["U1", "U2"], "nama": ["Lapas Kelas I Cipinang", "Rutan Kelas IIB Muntok"]})
HEADER = "id,judul,tanggal,satker,diperbarui\n"


def line(
    number: str, title: str = "Panen raya", day: str = "01/05/2023", unit: str = "Lapas Kelas I Cipinang", changed: str = ""
) -> str:
    return f"{number},{title},{day},{unit},{changed}\n"


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def take(store, tmp_path):
    """Deliver some lines (or bytes) as a file of that name."""

    def _take(content: str | bytes, name: str = "kiriman.csv", **options) -> Receipt:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else (HEADER + content).encode())
        return receive(store, path, **{"kind": "news", "units": REGISTER, "as_of": AS_OF, **options})

    return _take


def counts(receipt: Receipt) -> tuple[str, int, int, int, int]:
    return receipt.verdict, receipt.rows_in, receipt.accept, receipt.quarantine, receipt.duplicate


def snapshot(store: Store) -> dict[str, bytes]:
    """Every file a report could be made from."""
    return {str(path.relative_to(store.root)): path.read_bytes() for path in sorted(store.lake.rglob("*")) if path.is_file()}


def test_a_delivery_becomes_rows_with_their_origin(store, take):
    receipt = take(line("N1") + line("N2", day="02/06/2023"))
    assert counts(receipt) == ("accept", 2, 2, 0, 0)
    rows = store.read("articles_raw")
    assert rows["id"].tolist() == ["N1", "N2"]
    assert rows["row"].tolist() == [2, 3]
    assert set(rows["delivery"]) == {receipt.sha256}
    assert [str(month) for month in store.months("articles_raw")] == ["2023-05", "2023-06"]


def test_the_raw_copy_is_verbatim_and_private(store, take, tmp_path):
    receipt = take(line("N1"))
    copy = store.root / "raw" / receipt.sha256[:2] / receipt.sha256
    assert copy.read_bytes() == (tmp_path / "kiriman.csv").read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_again_change_nothing_whatever_their_name(store, take):
    take(line("N1") + line("N2", unit="Entah"))
    before, deliveries = snapshot(store), store.ledger.delivery_counts()
    assert counts(take(line("N1") + line("N2", unit="Entah"), "salinan.csv")) == ("noop", 2, 0, 0, 2)
    assert snapshot(store) == before
    assert store.ledger.delivery_counts().equals(deliveries)


def test_the_same_rows_in_another_format_are_known(store, take):
    take(line("N1") + line("N2"))
    before, deliveries = snapshot(store), store.ledger.delivery_counts()
    rows = [{"id": n, "judul": "Panen raya", "tanggal": "2023-05-01", "satker": "LAPAS KELAS I CIPINANG"} for n in ("N2", "N1")]
    receipt = take("".join(json.dumps(row) + "\n" for row in rows).encode(), "kiriman.jsonl")
    assert counts(receipt) == ("noop", 2, 0, 0, 2)
    assert snapshot(store) == before
    assert store.ledger.delivery_counts().equals(deliveries)


def test_new_rows_beside_known_ones_come_in_alone(store, take):
    take(line("N1"))
    assert counts(take(line("N1") + line("N3"), "dua.csv")) == ("accept", 2, 1, 0, 1)
    assert store.read("articles_raw")["id"].tolist() == ["N1", "N3"]


def test_repeats_are_kept_once_and_contradictions_not_at_all(store, take):
    receipt = take(line("N1") + line("N1") + line("N2", "Versi A") + line("N2", "Versi B") + line("N2", "Versi A"))
    assert counts(receipt) == ("partial", 5, 1, 3, 1)
    assert receipt.reasons == {"conflicting_id": 3}
    assert "N2" not in store.read("articles_raw")["id"].tolist()


def test_a_contradiction_of_what_is_stored_is_set_aside_and_the_stored_row_stays(store, take):
    take(line("N1", "Lama"))
    assert take(line("N1", "Baru"), "dua.csv").reasons == {"conflicting_id": 1}
    assert store.read("articles_raw")["title"].tolist() == ["Lama"]


def test_a_correction_replaces_and_the_past_is_kept_with_its_days(store, take):
    take(line("N1", "Lama", changed="01/02/2024 08:00") + line("N2"), as_of="2024-02-02")
    receipt = take(line("N1", "Ralat", changed="03/02/2024 08:00") + line("N3"), "ralat.csv", as_of="2024-02-04")
    assert counts(receipt) == ("accept", 2, 2, 0, 0)
    assert store.read("articles_raw")["title"].tolist() == ["Ralat", "Panen raya", "Panen raya"]
    assert (store.ledger.current_count(), store.ledger.revision_count()) == (3, 1)
    kept = store.ledger.rows("SELECT id, valid_from, valid_to FROM revisions")
    assert kept == [("N1", "2024-02-01T17:00:00+00:00", "2024-02-03T17:00:00+00:00")]


def test_an_older_version_is_stale_and_a_superseded_one_is_known(store, take):
    take(line("N1", "Pertama", changed="01/02/2024"))
    take(line("N1", "Ketiga", changed="03/02/2024"), "tiga.csv")
    assert take(line("N1", "Kedua", changed="02/02/2024"), "dua.csv").reasons == {"stale_revision": 1}
    assert counts(take(line("N1", "Pertama", changed="01/02/2024") + "\n", "satu.csv")) == ("noop", 1, 0, 0, 1)
    assert store.read("articles_raw")["title"].tolist() == ["Ketiga"]


def test_versions_within_one_file_leave_the_newest_current(store, take):
    rows = [line("N1", "B", changed="02/02/2024"), line("N1", "A", changed="01/02/2024"), line("N1", "C", changed="03/02/2024")]
    assert counts(take("".join(rows))) == ("accept", 3, 3, 0, 0)
    assert store.read("articles_raw")["title"].tolist() == ["C"]
    assert (store.ledger.current_count(), store.ledger.revision_count()) == (1, 2)


def test_a_correction_may_move_a_row_to_another_month(store, take):
    take(line("N1", changed="01/02/2024"))
    take(line("N1", day="01/06/2023", changed="02/02/2024"), "dua.csv")
    assert store.read("articles_raw", "2023-05").empty
    assert len(store.read("articles_raw", "2023-06")) == 1


def test_a_refused_file_changes_nothing_and_is_listed_in_both_languages(store, take):
    take(line("N1"))
    before = snapshot(store)
    receipt = take(b"", "kosong.csv")
    assert counts(receipt) == ("refuse", 0, 0, 0, 0)
    assert receipt.reasons == {"empty_file": 1}
    assert snapshot(store) == before
    [(code, indonesian, english)] = store.ledger.rows(
        "SELECT code, message_id, message_en FROM deliveries WHERE verdict = 'refuse'"
    )
    assert (code, indonesian != english) == ("empty_file", True)


def test_a_refused_file_is_refused_again_and_listed_once(store, take):
    assert [take(b"", "kosong.csv").verdict for _ in range(2)] == ["refuse", "refuse"]
    assert store.ledger.delivery_counts()["verdict"].tolist() == ["refuse"]


def test_rows_set_aside_are_listed_with_file_row_code_and_cells(store, take):
    take(line("N1", day="31/02/2023") + line("N2"))
    [row] = quarantined(store).to_dict("records")
    assert (row["file"], row["row"], row["code"]) == ("kiriman.csv", 2, "bad_date")
    assert json.loads(row["cells"])["tanggal"] == "31/02/2023"
    assert store.ledger.quarantine_counts().to_dict("records") == [{"kind": "news", "code": "bad_date", "n": 1}]
    assert next(store.quarantine.iterdir()).stat().st_mode & 0o777 == 0o600


def test_deliveries_are_listed_in_order_of_arrival_without_any_path(store, take):
    take(line("N1"), "b.csv")
    take(line("N2", day="01/06/2023") + line("N3", day="x"), "a.csv")
    listed = store.ledger.delivery_counts()
    assert listed["file"].tolist() == ["b.csv", "a.csv"]
    assert listed[["rows_in", "accept", "quarantine", "duplicate"]].to_numpy().tolist() == [[1, 1, 0, 0], [2, 1, 1, 0]]
    from analitik.core.period import Month

    assert store.ledger.delivery_counts(Month(2023, 6))["file"].tolist() == ["a.csv"]


def test_with_a_better_register_the_same_file_may_be_read_again(store, take):
    text = line("N1") + line("N2", unit="Bapas Baru")
    assert counts(take(text)) == ("partial", 2, 1, 1, 0)
    better = pd.concat([REGISTER, pd.DataFrame({"kode": ["U3"], "nama": ["Bapas Baru"]})])
    assert counts(take(text, units=better)) == ("accept", 2, 1, 0, 1)
    assert store.read("articles_raw")["unit_code"].tolist() == ["U1", "U3"]
    assert store.ledger.quarantine_counts().empty
    assert quarantined(store).empty


def test_demonstration_data_marks_the_store(store, take):
    take(line("N1"))
    assert not store.is_sample()
    take(line("CONTOH-000001"), "contoh.csv")
    assert store.is_sample()


def test_a_run_that_dies_before_the_ledger_leaves_no_row_and_can_be_repeated(store, take, monkeypatch):
    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store.ledger, "record_delivery", die)
        with pytest.raises(KeyboardInterrupt):
            take(line("N1"))
    assert store.read("articles_raw").empty
    assert counts(take(line("N1"))) == ("accept", 1, 1, 0, 0)
    assert len(store.read("articles_raw")) == 1


def test_a_full_disk_is_the_machines_fault_and_loses_nothing(store, take, monkeypatch):
    take(line("N1"))
    before = store.read("articles_raw")

    def full(*_, **__):
        raise EnvironmentFault("disk penuh")

    with monkeypatch.context() as patch:
        patch.setattr("analitik.store.lake.write_atomic", full)
        with pytest.raises(EnvironmentFault):
            take(line("N2"), "dua.csv")
    assert store.read("articles_raw").equals(before)
    assert counts(take(line("N2"), "dua.csv")) == ("accept", 1, 1, 0, 0)


def test_a_lost_row_stops_the_delivery_before_anything_is_stored(store, take, monkeypatch):
    honest = receiving.read_delivery

    def careless(*args, **options):
        delivery = honest(*args, **options)
        delivery.taken.pop()
        return delivery

    monkeypatch.setattr(receiving, "read_delivery", careless)
    with pytest.raises(IntegrityFault, match="2 baris masuk"):
        take(line("N1") + line("N2"))
    assert store.read("articles_raw").empty
    assert store.ledger.delivery_counts().empty


def test_conservation_is_exact():
    whole = Receipt("f", "news", "s", "partial", rows_in=6, accept=1, quarantine=2, duplicate=3)
    assert_conserved(whole)
    with pytest.raises(IntegrityFault):
        assert_conserved(Receipt("f", "news", "s", "partial", rows_in=7, accept=1, quarantine=2, duplicate=3))


def test_the_raw_copies_alone_bring_everything_back(store, take, tmp_path):
    take(line("N1", "Lama", changed="01/02/2024"))
    take(line("N1", "Ralat", changed="02/02/2024") + line("N2"), "dua.csv")
    again = Store(tmp_path / "pulih")
    for copy in sorted((store.root / "raw").rglob("*")):
        if copy.is_file():
            receive(again, copy, units=REGISTER, as_of=AS_OF)
    names = ["id", "title", "published_at", "unit_code", "updated_at"]
    assert again.read("articles_raw", columns=names).equals(store.read("articles_raw", columns=names))


def test_another_run_keeps_us_out(store, take):
    with Store(store.root).lock(), pytest.raises(RunLocked):
        take(line("N1"))


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (["accept"], 0),
        (["noop", "accept"], 0),
        (["partial"], 3),
        (["refuse"], 4),
        (["refuse", "refuse"], 4),
        (["refuse", "noop"], 3),
    ],
)
def test_the_exit_code_tells_what_happened(verdicts, code):
    assert exit_code([Receipt("f", "news", "s", verdict) for verdict in verdicts]) == code


def test_file_names_are_shown_without_folders_or_control_characters():
    assert receiving.file_name(Path("/rahasia/folder/a\x1b[31mb\udce9.csv")) == "a\ufffd[31mb\ufffd.csv"


def test_personal_data_is_in_the_raw_copy_alone(store, take, tmp_path):
    secrets = ["3171014501900000", "0812-0000-0001", "budi.uji@contoh.example"]
    answers = ",".join(["4"] * 9)
    header = "id_responden,waktu,satker," + ",".join(f"q{n}" for n in range(1, 10)) + ",saran\n"
    rows = [f"R{n},01/05/2023,Lapas Kelas I Cipinang,{answers},Data saya {secret} mohon\n" for n, secret in enumerate(secrets)]
    rows += [f"R{n}x,31/02/2023,Lapas Kelas I Cipinang,{answers},Data saya {secret} mohon\n" for n, secret in enumerate(secrets)]
    receipt = take((header + "".join(rows)).encode(), "survei.csv", kind="survey", with_rows=True)
    assert counts(receipt) == ("partial", 6, 3, 3, 0)
    kept = [store.read("responses").to_csv(), json.dumps(receipt.as_json(with_rows=True)), quarantined(store).to_csv()]
    assert not [secret for secret in secrets for text in kept if secret in text]
    assert all("mohon" in text for text in (kept[0], kept[2]))
