"""People compare, machines never compare faces: nothing that could is imported or installed."""

from __future__ import annotations

import re

from tests.house import tree

# Libraries that find, measure or compare faces or pictures, and the engines they run on.
BANNED = {
    "arcface",
    "clip",
    "compreface",
    "cv2",
    "deepface",
    "dlib",
    "face_alignment",
    "face_recognition",
    "facenet_pytorch",
    "faiss",
    "imagededup",
    "imagehash",
    "insightface",
    "jax",
    "keras",
    "kornia",
    "mediapipe",
    "mtcnn",
    "onnxruntime",
    "open_clip",
    "opencv_python",
    "opencv_python_headless",
    "pdqhash",
    "photohash",
    "pyiqa",
    "retinaface",
    "sentence_transformers",
    "skimage",
    "sklearn",
    "scikit_image",
    "scikit_learn",
    "tensorflow",
    "tflite_runtime",
    "timm",
    "torch",
    "torchvision",
    "transformers",
    "ultralytics",
}
# Pillow can subtract two pictures from each other; only the decoder has a use for Pillow at all.
PICTURE_ARITHMETIC = re.compile(r"\bImageChops\b|\bImageStat\b")


def test_no_code_imports_anything_that_compares_pictures() -> None:
    found = {
        f"{tree.name(path)} imports {module}"
        for path in tree.python()
        for module in tree.imports(path)
        if module.split(".")[0].lower() in BANNED
    }
    assert found == set()


def test_no_lock_installs_anything_that_compares_pictures() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        pinned = set(re.findall(r"^([\w.-]+)==", tree.text(tree.ROOT / lock), flags=re.MULTILINE))
        assert pinned
        assert {name for name in pinned if name.lower().replace("-", "_") in BANNED} == set()


def test_no_code_subtracts_one_picture_from_another() -> None:
    found = [
        tree.name(path)
        for path in tree.python(*tree.CODE)
        if PICTURE_ARITHMETIC.search(tree.text(path))
    ]
    assert found == []
