"""A code is read off paper: printed grey, photographed askew, out of focus, in bad light."""

import io
import random
from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from consent.image import FORMATS, read_code
from consent.verify import main
from tests.consent import papers
from tests.consent.papers import Folder, code_of, recut
from tests.consent.test_compact import as_large_as_nine_purposes_get
from tests.consent.world import QUICK


@pytest.fixture(scope="module")
def code() -> str:
    """The largest code there is."""
    return recut(code_of(papers.spoken()), as_large_as_nine_purposes_get)


def printed(code: str, scale: int = 10) -> Image.Image:
    """The code in grey ink on a sheet that is not white."""
    out = io.BytesIO()
    made = segno.make_qr(code, error="m", boost_error=False)
    made.save(out, kind="png", scale=scale, border=4, dark="#4a4a4a", light="#dedede")
    found = Image.open(out).convert("RGB")
    sheet = Image.new("RGB", (found.width + 300, found.height + 400), "#d6d3c8")
    sheet.paste(found, (150, 220))
    ImageDraw.Draw(sheet).text((150, 150), "26-4F7K-9Q", fill="#555555")
    return sheet


def photographed(sheet: Image.Image, *, turned: float, blur: float) -> bytes:
    """Held askew, a shadow over one half, grain, slightly out of focus, kept as a JPEG."""
    picture = sheet.rotate(
        turned, expand=True, fillcolor="#8f8a80", resample=Image.Resampling.BICUBIC
    )
    shadow = Image.linear_gradient("L").resize(picture.size).point(lambda value: value // 3)
    picture = Image.composite(Image.new("RGB", picture.size, "#303030"), picture, shadow)
    picture = picture.filter(ImageFilter.GaussianBlur(blur))
    picture = ImageEnhance.Contrast(picture).enhance(0.7)
    chance = random.Random(3)
    grain = Image.frombytes("L", (256, 256), chance.randbytes(256 * 256)).resize(picture.size)
    picture = Image.blend(picture, grain.convert("RGB"), 0.06)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()


@pytest.mark.parametrize(("turned", "blur"), [(0, 0), (7, 1), (-12, 2), (90, 1.5), (183, 2)])
def test_a_photograph_of_a_grey_print_is_read(code: str, turned: float, blur: float) -> None:
    assert read_code(photographed(printed(code), turned=turned, blur=blur)) == code


def test_a_small_scan_is_read(code: str) -> None:
    assert read_code(photographed(printed(code, scale=4), turned=2, blur=0.6)) == code


def test_the_command_reads_a_photograph(code: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    photo = folder.write("photo.jpg", photographed(printed(code), turned=4, blur=1))
    argv = [photo, "--keys", folder.keys()]
    assert main([*argv, "--at", "2026-03-05"]) == 0
    assert main([*argv, "--at", "2028-03-05"]) == 10
    assert main([*argv, "--at", "2026-03-05", "--also", photo, "--json"]) == 0


@pytest.mark.parametrize(
    "octets",
    [
        b"\x89PNG",
        b"\x89PNG\r\n\x1a\nnot really",
        b"\xff\xd8\xff\xe0",
        b"RIFF",
        b"GIF89a",
        b"BM" + bytes(60),
        b"II*\x00" + bytes(20),
    ],
)
def test_what_is_no_picture_is_no_receipt(octets: bytes, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert main([folder.write("x.png", octets), "--keys", folder.keys()]) == 24


def test_a_picture_without_a_code_is_no_receipt(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#abcdef").save(out, "PNG")
    folder = Folder(tmp_path)
    assert main([folder.write("x.png", out.getvalue()), "--keys", folder.keys()]) == 24


def test_a_cut_off_picture_is_no_receipt(code: str, tmp_path: Path) -> None:
    whole = photographed(printed(code), turned=0, blur=0)
    folder = Folder(tmp_path)
    assert main([folder.write("x.jpg", whole[: len(whole) // 3]), "--keys", folder.keys()]) == 24


def test_a_picture_that_is_far_too_large_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(out, "PNG")
    assert read_code(out.getvalue()) == ""


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("consent.verify.importlib.import_module", absent)
    folder = Folder(tmp_path)
    with pytest.raises(SystemExit) as left:
        main([folder.write("x.png", b"\x89PNG"), "--keys", folder.keys()])
    assert left.value.code == 2
    assert "kinfold[image]" in capsys.readouterr().err


@pytest.fixture(scope="module")
def pictures() -> tuple[bytes, ...]:
    """One small picture in each format that is read."""
    found = []
    for kind in FORMATS:
        out = io.BytesIO()
        Image.linear_gradient("L").resize((48, 48)).save(out, kind)
        found.append(out.getvalue())
    return tuple(found)


@settings(QUICK, max_examples=60)
@given(data=st.data())
def test_a_broken_picture_never_raises(pictures: tuple[bytes, ...], data: st.DataObject) -> None:
    octets = bytearray(data.draw(st.sampled_from(pictures)))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, min(len(octets) - 1, 400)))
        octets[at] = data.draw(st.integers(0, 255))
    assert read_code(bytes(octets)) == ""
