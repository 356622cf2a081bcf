"""Receipts, the wallet card, the keys that check them, and who has looked."""

from __future__ import annotations

import base64
import json

from flask import Response, jsonify, render_template

from registry.authority import Permission
from registry.consents import operations
from registry.consents.views import cards, words
from registry.consents.views.blueprint import blueprint
from registry.consents.views.given import language
from registry.errors import Absent
from registry.storage.signing import signer
from registry.web.guards import begin, floors, guard

FORMS = {"jws": "application/jose", "json": "application/json"}


@blueprint.get("/children/<child_id>/receipt")
@guard(Permission.RECEIPT_VIEW)
def receipt(child_id: str) -> str:
    """What was said, in plain words, and the wallet card."""
    with begin() as work:
        seen = operations.view_receipt(work, child_id, language())
    card = cards.code(f"{floors().settings.base_url}/card/{seen.card_token}")
    return render_template("consents/receipt.html", seen=seen, words=words, card=card)


@blueprint.get("/children/<child_id>/receipts/<about>.<form>")
@guard(Permission.RECEIPT_VIEW)
def signed(child_id: str, about: str, form: str) -> Response:
    """The signed copy, as it is or with its content laid open."""
    if form not in FORMS:
        raise Absent
    with begin() as work:
        copy = operations.draw_up(work, child_id, about)
    body = copy if form == "jws" else _open(copy)
    name = f'attachment; filename="receipt-{about}.{form}"'
    return Response(body, mimetype=FORMS[form], headers={"Content-Disposition": name})


@blueprint.get("/receipt-keys.json")
@guard(Permission.PUBLIC_READ)
def keys() -> Response:
    """The public key with which anyone can check a receipt, with no help from us."""
    key = signer(floors().keyring)
    public = base64.urlsafe_b64encode(key.public_bytes()).decode().rstrip("=")
    return jsonify(keys=[{"kty": "OKP", "crv": "Ed25519", "kid": key.key_id, "x": public}])


@blueprint.get("/children/<child_id>/looks")
@guard(Permission.LOOKS_VIEW)
def looks(child_id: str) -> str:
    """Who has looked."""
    with begin() as work:
        page = operations.view_looks(work, child_id)
    return render_template("consents/looks.html", page=page, words=words)


def _open(copy: str) -> str:
    payload = copy.split(".")[1]
    content = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return json.dumps(content, ensure_ascii=False, indent=2)
