"""Digests of files and model folders, the same rule as on the TypeScript side."""

import hashlib
from pathlib import Path


def sha256_of_file(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of_file(file: Path) -> str:
    return f"sha256:{sha256_of_file(file)}"


def digest_of_folder(folder: Path) -> str:
    """sha256 over the lines "<file sha256 hex>  <path>\\n", for every file under the folder.

    Paths are relative with forward slashes, and lines are sorted by the path's UTF-8 bytes. Links are refused: what
    they point to could change without anybody noticing.
    Golden value: a.txt holding "a" and sub/b.txt holding "b" give
    sha256:bc3ab2631afcb90f5a60ffac01cb1df191d417c8d0fb898a7772afc91c630a4f.
    """
    lines = []
    for file in folder.rglob("*"):
        if file.is_symlink():
            raise ValueError(f"{file} is a link; a model folder must hold the files themselves")
        if file.is_file():
            lines.append((file.relative_to(folder).as_posix(), sha256_of_file(file)))
    lines.sort(key=lambda line: line[0].encode())
    text = "".join(f"{sha256}  {path}\n" for path, sha256 in lines)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
