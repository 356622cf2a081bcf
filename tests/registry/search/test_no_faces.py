"""No photo is ever compared by a machine: the shortlist cannot even load a picture."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import registry.search

SOURCES = sorted(Path(registry.search.__file__).parent.glob("**/*.py"))
# What the shortlist may be built of. Whatever sees pictures is not on this list, nor will it be.
ALLOWED = {"anyascii", "consent", "numpy", "rapidfuzz", "registry", "sqlalchemy"}
# Floors below that keep or read pictures.
NO_PICTURES = ("registry.storage.photos", "registry.storage.picture", "registry.storage.objects")
SEES_PICTURES = {
    "PIL",
    "cv2",
    "deepface",
    "dlib",
    "face_recognition",
    "facenet_pytorch",
    "imagehash",
    "insightface",
    "mediapipe",
    "onnxruntime",
    "skimage",
    "tensorflow",
    "torch",
    "torchvision",
}


def imported(source: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_shortlist_is_built_of_nothing_that_sees_pictures(source: Path) -> None:
    names = imported(source)
    tops = {name.partition(".")[0] for name in names}
    assert tops <= ALLOWED | sys.stdlib_module_names
    assert not any(name.startswith(NO_PICTURES) for name in names)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_shortlist_loads_nothing_by_name(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert "importlib" not in text
    assert "__import__" not in text


def test_drawing_a_shortlist_loads_nothing_that_sees_pictures() -> None:
    code = "import sys, registry.search.shortlist, registry.search.traits; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in done.stdout.split()}.isdisjoint(SEES_PICTURES)
