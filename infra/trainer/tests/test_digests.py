import pytest

from srlm_trainer.digests import digest_of_folder

GOLDEN = "sha256:bc3ab2631afcb90f5a60ffac01cb1df191d417c8d0fb898a7772afc91c630a4f"


def test_a_folder_has_the_golden_digest(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.txt").write_text("b")
    (tmp_path / "a.txt").write_text("a")
    assert digest_of_folder(tmp_path) == GOLDEN


def test_a_link_in_a_model_folder_is_refused(tmp_path):
    (tmp_path / "weights").symlink_to("/dev/null")
    with pytest.raises(ValueError, match="is a link"):
        digest_of_folder(tmp_path)
