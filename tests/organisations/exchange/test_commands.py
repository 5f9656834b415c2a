"""`manage.py import_people` and `import_organisations`: a dry run unless told otherwise."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from organisations.exchange.models import ImportFile
from organisations.people.models import Person
from organisations.tree.models import Organisation, Succession
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import organisation, people_file, person, tree_file


def kept(folder: Path, file: BytesIO) -> str:
    path = folder / "list.xlsx"
    path.write_bytes(file.getvalue())
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: Any) -> str:
    call_command(*arguments)
    return capsys.readouterr().out


def test_a_dry_run_tells_and_writes_nothing(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, "import_people", kept(tmp_path, people_file(person("Lý A Páo", post="CUV"))))
    assert "2\tLý A Páo\t" in told
    assert "Nothing written." in told
    assert not Person.objects.filter(full_name="Lý A Páo").exists()
    assert ImportFile.objects.count() == 0


def test_applied_it_is_kept_like_a_file_that_was_sent(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept(tmp_path, people_file(person("Lý A Páo", post="CUV")))
    assert "Written." in run(capsys, "import_people", path, "--apply")
    file = ImportFile.objects.get()
    assert (file.state, file.uploaded_by) == (ImportFile.State.APPLIED, None)
    assert Person.objects.get(full_name="Lý A Páo").appointments.count() == 1
    assert "same 1" in run(capsys, "import_people", path, "--apply")


def test_a_refused_row_is_exit_status_1_and_json_says_where(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept(tmp_path, people_file(person("Lý A Páo", "KHONGCO")))
    with pytest.raises(SystemExit) as status:
        call_command("import_people", path, "--apply", "--json")
    assert status.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["written"], told["counts"]["refused"]) == (False, 1)
    [found] = told["rows"][0]["findings"]
    assert (found["cell"], found["code"]) == ("E2", "unknown_organisation")
    assert "KHONGCO" in found["sentence"]
    assert ImportFile.objects.count() == 0


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", None])
def test_what_is_no_list_is_exit_status_2(world: World, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "list.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("import_people", str(path))
    assert refusal.value.returncode == 2


def test_organisations_change_from_a_day_and_by_a_decision(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kept(tmp_path, tree_file(organisation("A1", "Chi bộ thôn Nà Chang", "B")))
    with pytest.raises(SystemExit):
        call_command("import_organisations", path)
    run(capsys, "import_organisations", path, "--apply", "--on", "2026-01-01", "--decision", "7-QĐ/TU")
    assert Organisation.objects.get(code="A1").parent == world.b
    assert set(Succession.objects.values_list("decision", flat=True)) == {"7-QĐ/TU"}
