"""Receipts: anyone can check one without us, and it names nobody."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from consent import compact
from consent.comparing import hold, weigh
from consent.image import read_code
from consent.proof import Key as PublicKey
from consent.proof import Outcome, examine
from consent.verify import read_keys
from registry.authority import Actor, Role
from registry.children.models import Child
from registry.consents import operations
from registry.consents.erasing import finish_due
from registry.errors import Absent, Conflict
from registry.purposes import CONTACT_ME, SEARCH_FOUND, SHOW_CASEWORKERS, STORE_DETAILS
from registry.storage.signing import signer
from registry.work import Floors
from tests.cast import AMINA, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


def drawn(floors: Floors, amina: Actor, child: Child, about: str = "record") -> str:
    with floors.begin(amina) as work:
        return operations.draw_up(work, str(child.id), about)


def test_a_receipt_is_genuine_for_anyone_with_the_public_key(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    accounts.sign_in(client, AMINA)
    copy = client.get(f"/children/{child.id}/receipts/record.jws").text
    verdict = examine(copy, keys, floors.clock())
    assert verdict.outcome is Outcome.VALID
    assert verdict.receipt is not None
    given = {state.purpose for state in verdict.receipt.purposes}
    assert given == {STORE_DETAILS, SHOW_CASEWORKERS, SEARCH_FOUND}
    later = floors.clock() + timedelta(days=400)
    assert examine(copy, keys, later).outcome is Outcome.EXPIRED


def test_a_changed_letter_breaks_it(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    copy = drawn(floors, amina, child)
    head, body, signature = copy.split(".")
    swapped = ".".join((head, body[:-4] + body[-3] + body[-4] + body[-2:], signature))
    assert examine(swapped, keys, floors.clock()).outcome >= Outcome.BAD_SIGNATURE


def test_a_later_receipt_shows_what_was_taken_back(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child, clock: Clock
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    before = examine(drawn(floors, amina, child), keys, clock())
    clock.move(hours=1)
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    after = examine(drawn(floors, amina, child), keys, clock())
    assert weigh(before, after).outcome is Outcome.SUPERSEDED


def test_the_readable_copy_says_the_same_and_names_nobody(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    answer = client.get(f"/children/{child.id}/receipts/record.json")
    content = json.loads(answer.text)
    assert content["purposes"]
    for name in ("Idris", "Amina", AMINA, str(child.id), amina.ref, child.reference):
        assert name not in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_being_called_has_a_receipt_of_its_own(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    verdict = examine(drawn(floors, amina, child, "contact"), keys, floors.clock())
    assert verdict.receipt is not None
    assert [state.purpose for state in verdict.receipt.purposes] == [CONTACT_ME]


@pytest.mark.parametrize("about", ["", "everything", "child"])
def test_there_are_two_receipts_and_no_third(
    floors: Floors, amina: Actor, child: Child, about: str
) -> None:
    with pytest.raises(Absent):
        drawn(floors, amina, child, about)


def test_a_receipt_is_its_guardians_own(floors: Floors, child: Child) -> None:
    with pytest.raises(Absent):
        drawn(floors, accounts.guardian(floors, YUSUF), child)


def test_a_draft_has_no_receipt(floors: Floors, amina: Actor) -> None:
    with pytest.raises(Absent):
        drawn(floors, amina, children.begun(floors, amina))


def test_the_page_says_it_in_words_with_a_card(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    page = client.get(f"/children/{child.id}/receipt")
    assert child.reference in page.text
    assert "May we keep your child’s details?" in page.text
    assert signer(floors.keyring).key_id in page.text
    card = page.text.split('class="wallet', 1)[1]
    assert "<path" in card
    assert "Idris" not in card


def test_the_signer_is_the_same_after_a_restart(floors: Floors) -> None:
    one, two = signer(floors.keyring), signer(floors.keyring)
    assert one.public_bytes() == two.public_bytes()
    assert one.sign(b"x") == two.sign(b"x")
    assert "private" not in repr(one)


# ── the code, and the ways to take it along ──────────────────────────────────────────────────


def actor(role: Role) -> Actor:
    return Actor(f"account:{uuid4()}", frozenset({role}))


def choose(client: FlaskClient, child: Child, form: str) -> TestResponse:
    return client.post(f"/children/{child.id}/receipt", data={"form": form})


def test_the_code_is_genuine_and_says_the_same(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    answer = client.get("/receipt-keys.json").text
    keys = read_keys(answer)
    accounts.sign_in(client, AMINA)
    picture = client.get(f"/children/{child.id}/receipts/record/code.png")
    assert picture.headers["Content-Disposition"] == 'attachment; filename="code.png"'
    verdict = examine(read_code(picture.data), keys, floors.clock())
    assert verdict.outcome is Outcome.VALID
    assert verdict.compact is not None
    names = {compact.tag(code): code for code in json.loads(answer)["purposes"]}
    assert {names[row.purpose] for row in verdict.compact.rows} == {
        STORE_DETAILS,
        SHOW_CASEWORKERS,
        SEARCH_FOUND,
    }
    drawing = client.get(f"/children/{child.id}/receipts/record/code.svg")
    assert drawing.mimetype == "image/svg+xml"
    assert b"<svg" in drawing.data
    assert client.get(f"/children/{child.id}/receipts/record/code.gif").status_code == 404
    assert client.get(f"/children/{child.id}/receipts/other/code.png").status_code == 404


def test_the_printed_receipt_says_it_in_words_with_its_code(
    client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    for size in ("sheet", "card"):
        page = client.get(f"/children/{child.id}/receipts/record/{size}")
        assert page.status_code == 200
        assert "<path" in page.text
        assert child.reference in page.text
        assert f"paper-{size}" in page.text
        assert "Idris" not in page.text
    assert client.get(f"/children/{child.id}/receipts/record/poster").status_code == 404
    sheet = client.get(f"/children/{child.id}/receipts/contact/sheet").text
    assert "May we keep your child’s details?" not in sheet


def test_the_note_says_nothing_to_whoever_finds_it(
    client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    assert choose(client, child, "discreet").status_code == 303
    for size in ("sheet", "card"):
        page = client.get(f"/children/{child.id}/receipts/record/{size}").text
        shown = re.sub(r"<[^>]+>", " ", page.split('class="paper', 1)[1]).lower()
        title = page.split("<title>")[1].split("</title>")[0].strip()
        assert title == "Note"
        for word in ("kinfold", "consent", "receipt", "child", "registry", "agree", "116"):
            assert word not in shown
            assert word not in title.lower()
    offered = client.get(f"/children/{child.id}/receipt").text
    assert "code.png" in offered
    assert "record.jws" not in offered


def test_the_desk_keeps_what_must_not_be_taken_along(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    choose(client, child, "office")
    page = client.get(f"/children/{child.id}/receipt").text
    assert "code.png" not in page
    mara = actor(Role.COORDINATOR)
    with floors.begin(mara) as work:
        (waiting,) = operations.list_waiting(work)
    assert waiting.reference in page
    with floors.begin(mara) as work:
        kept = operations.view_kept(work, waiting.choice_id, "en")
    keys = {"k": PublicKey(signer(floors.keyring).public_bytes())}
    assert examine(kept.paper.code, keys, floors.clock()).outcome is Outcome.VALID
    assert {line.purpose for line in kept.paper.lines} == {
        STORE_DETAILS,
        SHOW_CASEWORKERS,
        SEARCH_FOUND,
    }
    with floors.begin(mara) as work:
        operations.keep(work, waiting.choice_id)
    with floors.begin(mara) as work:
        assert operations.list_waiting(work) == []
        assert operations.view_kept(work, waiting.choice_id, "en").is_kept
    with pytest.raises(Conflict), floors.begin(mara) as work:
        operations.keep(work, waiting.choice_id)
    assert "keeps it for you" in client.get(f"/children/{child.id}/receipt").text


def test_a_form_chosen_anew_takes_the_paper_off_the_desks_list(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child, clock: Clock
) -> None:
    accounts.sign_in(client, AMINA)
    choose(client, child, "office")
    clock.move(minutes=1)
    choose(client, child, "full")
    with floors.begin(actor(Role.COORDINATOR)) as work:
        assert operations.list_waiting(work) == []


def test_only_a_coordinator_sees_the_folder(floors: Floors, child: Child) -> None:
    for role in set(Role) - {Role.COORDINATOR}:
        with pytest.raises(Absent), floors.begin(actor(role)) as work:
            operations.list_waiting(work)
        with pytest.raises(Absent), floors.begin(actor(role)) as work:
            operations.view_kept(work, str(child.id), "en")
    for no_choice in ("nothing", str(child.id)):
        with pytest.raises(Absent), floors.begin(actor(Role.COORDINATOR)) as work:
            operations.view_kept(work, no_choice, "en")


def test_a_form_must_be_chosen(client: FlaskClient, amina: Actor, child: Child) -> None:
    accounts.sign_in(client, AMINA)
    assert choose(client, child, "loud").status_code == 422


def test_taking_everything_back_has_a_receipt_too(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    before = drawn(floors, amina, child)
    accounts.sign_in(client, AMINA)
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=False)
    assert f"/children/{child.id}/receipt" in client.get(f"/children/{child.id}/erasure").text
    assert "Taken back" in client.get(f"/children/{child.id}/receipt").text
    after = examine(drawn(floors, amina, child), keys, floors.clock())
    assert after.receipt is not None
    assert {state.event_state for state in after.receipt.purposes} == {"dpv:ConsentWithdrawn"}
    first = examine(before, keys, floors.clock())
    assert weigh(first, after).outcome is Outcome.SUPERSEDED


def test_a_receipt_outlives_the_wiping(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child, clock: Clock
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    before = drawn(floors, amina, child)
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    clock.move(days=4)
    finish_due(floors)
    assert examine(before, keys, floors.clock()).outcome is Outcome.VALID


def test_the_house_stands_in_the_receipt(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    receipt = examine(drawn(floors, amina, child), keys, floors.clock()).receipt
    assert receipt is not None
    (house,) = receipt.parties
    assert (house.party_name, house.party_contact) == ("Kinfold", floors.settings.helpline)
    assert receipt.withdrawal_method.startswith(floors.settings.base_url)


def test_the_pages_of_the_desk_print_and_put_away(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    choose(client, child, "office")
    client.post("/sign-out")
    claims.mara(floors, caseworkers.administrators(floors))
    accounts.sign_in(client, MARA)
    (link,) = re.findall(r'/desk/receipts/[^"]+', client.get("/desk/receipts").text)
    paper = client.get(link).text
    assert "May we keep your child’s details?" in paper
    assert "<path" in paper
    assert "Idris" not in paper
    assert client.post(f"{link}/keeping").status_code == 303
    assert link not in client.get("/desk/receipts").text
    assert "in the folder already" in client.get(link).text


def test_the_ledger_of_an_older_receipt_was_only_added_to(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child, clock: Clock
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    older = examine(drawn(floors, amina, child), keys, clock())
    assert older.compact is not None
    clock.move(hours=1)
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    accounts.sign_in(client, AMINA)
    since = f"/children/{child.id}/receipts/since"
    note = client.get(f"{since}/{older.compact.size}").text
    assert hold(older, note, keys, clock()).outcome is Outcome.VALID
    other = client.get(f"{since}/{older.compact.size - 1}").text
    assert hold(older, other, keys, clock()).outcome is Outcome.PROOF_BAD
    assert client.get(f"{since}/{older.compact.size + 99}").status_code == 404


def test_the_name_of_a_download_is_a_word_of_the_house(
    client: FlaskClient, amina: Actor, child: Child
) -> None:
    del amina
    accounts.sign_in(client, AMINA)
    home = f"/children/{child.id}/receipts"
    plain = re.compile(r'attachment; filename="[a-z]+(?:-[a-z]+)?\.(?:jws|json|png|svg|txt)"')
    for path in ("record.jws", "record.json", "record/code.png", "since/0"):
        answer = client.get(f"{home}/{path}")
        assert answer.status_code == 200, path
        assert plain.fullmatch(answer.headers["Content-Disposition"]), path
    hostile = (
        'record";x=".json',
        "record%0d%0aX: y.json",
        "..%2fx.json",
        "record.html",
        "a.b.json",
    )
    for path in (*hostile, "record/code.exe", "record/code.png%00", f"since/{10**30}"):
        answer = client.get(f"{home}/{path}")
        assert answer.status_code == 404, path
        assert "Content-Disposition" not in answer.headers
