"""Letters go by TLS, to a server whose certificate is looked at; else they wait."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from registry.config import settings_for
from registry.errors import Misconfigured
from registry.outbox import senders
from registry.outbox.senders import SmtpSender
from tests.registry.outbox.test_delivery import Postman


def certificate(folder: Path, host: str) -> Path:
    """A certificate that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    if host == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.crt"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


class Standing(Controller):
    """A mail server that is looked at once, as its own library does, to see that it stands."""

    def _trigger_server(self) -> None:
        unasked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        unasked.check_hostname, unasked.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((self.hostname, self.port), timeout=5) as line:
            if self.ssl_context is None:
                line.recv(64)
            else:
                with unasked.wrap_socket(line) as inside:
                    inside.recv(64)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(*, shown: Path | None, at_once: bool = False) -> Iterator[tuple[int, Postman]]:
    """A mail server that shows this certificate, from the first byte or after STARTTLS."""
    postman, context = Postman(), None
    if shown is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(shown)
    how: dict[str, Any] = {"ssl_context": context} if at_once else {"tls_context": context}
    port = free_port()
    standing = Standing(postman, hostname="127.0.0.1", port=port, **how)
    standing.start()
    try:
        yield port, postman
    finally:
        standing.stop()


def letter() -> EmailMessage:
    """A letter."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "desk@kinfold.example", "a@example.org", "A note"
    made.set_content("Words")
    return made


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_of_a_trusted_certificate_gets_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    shown = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    with server(shown=shown, at_once=scheme == "smtps") as (port, postman):
        SmtpSender(f"{scheme}://127.0.0.1:{port}")(letter())
    assert len(postman.letters) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("trusted", ["nobody", "another name"])
def test_a_server_that_cannot_show_who_it_is_gets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, trusted: str
) -> None:
    shown = certificate(tmp_path, "localhost" if trusted == "nobody" else "mail.example")
    if trusted == "another name":
        monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    with server(shown=shown, at_once=scheme == "smtps") as (port, postman):
        with pytest.raises(ssl.SSLCertVerificationError):
            SmtpSender(f"{scheme}://127.0.0.1:{port}")(letter())
        assert postman.letters == []


def test_a_server_elsewhere_without_tls_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody in between could leave the offer out: then the letter waits."""
    with server(shown=None) as (port, postman):
        SmtpSender(f"smtp://127.0.0.1:{port}")(letter())
        assert len(postman.letters) == 1
        monkeypatch.setattr(senders, "LOOPBACK", frozenset())
        with pytest.raises(OSError, match="no TLS"):
            SmtpSender(f"smtp://127.0.0.1:{port}")(letter())
    assert len(postman.letters) == 1


def test_a_mail_server_of_another_kind_is_refused(tmp_path: Path) -> None:
    told = {"KINFOLD_ROOT_KEY": "file:/elsewhere", "KINFOLD_SMTP_URL": "http://mail.example"}
    with pytest.raises(Misconfigured, match="KINFOLD_SMTP_URL"):
        settings_for(tmp_path, told)
