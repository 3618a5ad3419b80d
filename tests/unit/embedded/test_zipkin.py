"""The trace viewer keeps to the region's folder."""

from pathlib import Path

import pytest

from fairlead.embedded import zipkin
from fairlead.embedded.layout import Layout


def test_what_the_viewer_unpacks_lies_in_the_regions_folder_and_goes_at_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = tmp_path / "zipkin"
    (unpacked / "BOOT-INF").mkdir(parents=True)
    (unpacked / "BOOT-INF" / "classpath.idx").write_text('- "BOOT-INF/lib/a.jar"\n')
    monkeypatch.setattr(zipkin, "provide", lambda *_, **__: unpacked)
    layout = Layout.of(tmp_path / "region")
    layout.create()

    program = zipkin.zipkin_program(layout, port=1)

    [option] = [each for each in program.argv if each.startswith("-Djava.io.tmpdir=")]
    scratch = Path(option.partition("=")[2])
    assert scratch.is_relative_to(layout.traces)
    assert program.before is not None
    program.before()
    (scratch / "com_aayushatharva_brotli4j_1").mkdir()
    program.before()
    assert list(scratch.iterdir()) == []
