"""Receipts and their papers, the wallet card, and the keys that check them."""

from __future__ import annotations

import base64
import json

from flask import Response, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.consents import operations
from registry.consents.forms import TakeForm
from registry.consents.rules import ReceiptForm
from registry.consents.views import cards, words
from registry.consents.views.blueprint import blueprint
from registry.consents.views.given import language
from registry.errors import Absent
from registry.purposes import PURPOSES
from registry.readings import Reads
from registry.storage.signing import signer
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard

FORMS = {"jws": "application/jose", "json": "application/json"}
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
SIZES = {"sheet", "card"}


@blueprint.get("/children/<child_id>/receipt")
@guard(Permission.RECEIPT_VIEW, Reads.NOTHING)
def receipt(child_id: str) -> str:
    """What was said, in plain words, the ways to take it along, and the wallet card."""
    return _receipt(child_id, TakeForm())


@blueprint.post("/children/<child_id>/receipt")
@guard(Permission.RECEIPT_VIEW, Reads.NOTHING)
def choose(child_id: str) -> Answer:
    """Choose in which form to take receipts along."""
    form = TakeForm()

    def act() -> None:
        with begin() as work:
            operations.choose_form(work, child_id, form.chosen)

    if accepted(form, act):
        flash(_("We wrote down how you want it."), "done")
        return redirect(url_for("consents.receipt", child_id=child_id), 303)
    return _receipt(child_id, form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/receipts/<about>/<size>")
@guard(Permission.RECEIPT_VIEW, Reads.NOTHING)
def paper(child_id: str, about: str, size: str) -> str:
    """The receipt to be printed, as a sheet or as a card, in the chosen form."""
    if size not in SIZES:
        raise Absent
    with begin() as work:
        form = operations.chosen_form(work, child_id).form
        seen = operations.view_paper(work, child_id, about, language(), form)
    back, code = url_for("consents.receipt", child_id=child_id), cards.code(seen.code)
    name = "slip" if form is ReceiptForm.DISCREET else "paper"
    template = f"consents/{name}.html"
    return render_template(template, seen=seen, words=words, code=code, size=size, back=back)


@blueprint.get("/children/<child_id>/receipts/<about>.<form>")
@guard(Permission.RECEIPT_VIEW, Reads.NOTHING)
def signed(child_id: str, about: str, form: str) -> Response:
    """The signed copy, as it is or with its content laid open."""
    if form not in FORMS:
        raise Absent
    with begin() as work:
        copy = operations.draw_up(work, child_id, about)
    body = copy if form == "jws" else _open(copy)
    return _file(body, FORMS[form], f"receipt-{about}.{form}")


@blueprint.get("/children/<child_id>/receipts/<about>/code.<kind>")
@guard(Permission.RECEIPT_VIEW, Reads.NOTHING)
def picture(child_id: str, about: str, kind: str) -> Response:
    """The code of a receipt as a picture; its name says nothing, whoever finds it."""
    if kind not in PICTURES:
        raise Absent
    with begin() as work:
        code = operations.code_of(work, operations.draw_up(work, child_id, about))
    return _file(cards.picture(code, kind), PICTURES[kind], f"code.{kind}")


@blueprint.get("/children/<child_id>/receipts/since/<int:size>")
@guard(Permission.RECEIPT_VIEW, Reads.NOTHING)
def since(child_id: str, size: int) -> Response:
    """What shows that the ledger of an older receipt was only added to."""
    with begin() as work:
        note = operations.ledger_since(work, child_id, size)
    return _file(note, "text/plain", "checkpoint.txt")


@blueprint.get("/receipt-keys.json")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def keys() -> Response:
    """The public key with which anyone can check a receipt, with no help from us."""
    key = signer(floors().keyring)
    public = base64.urlsafe_b64encode(key.public_bytes()).decode().rstrip("=")
    jwk = {"kty": "OKP", "crv": "Ed25519", "kid": key.key_id, "x": public}
    return jsonify(keys=[jwk], purposes=sorted(purpose.code for purpose in PURPOSES))


def _receipt(child_id: str, form: TakeForm) -> str:
    with floors().begin(current_actor()) as work:
        seen = operations.view_receipt(work, child_id, language())
        chosen = operations.chosen_form(work, child_id)
    card = cards.code(f"{floors().settings.base_url}/card/{seen.card_token}", quiet=2)
    if not form.is_submitted():
        form.form.data = chosen.form.value
    return render_template(
        "consents/receipt.html", seen=seen, words=words, card=card, form=form, chosen=chosen
    )


def _file(body: str | bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=kind, headers=headers)


def _open(copy: str) -> str:
    payload = copy.split(".")[1]
    content = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return json.dumps(content, ensure_ascii=False, indent=2)
