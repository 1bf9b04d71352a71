"""README shows the states as the tables of moves have them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from awards.management.commands.draw_workflows import WORKFLOWS, marked


@pytest.fixture
def readme(tmp_path):
    file = tmp_path / "README.md"
    file.write_text("# States\n\n" + "\n\n".join(marked(name) for name in WORKFLOWS), encoding="utf-8")
    return file


def test_the_drawings_in_readme_are_those_of_the_tables():
    call_command("draw_workflows", check=True)


def test_an_old_drawing_is_refused_and_then_drawn_anew(readme):
    right = readme.read_text(encoding="utf-8")
    readme.write_text(right.replace("draft --> frozen", "draft --> signing"), encoding="utf-8")

    with pytest.raises(CommandError, match="are old"):
        call_command("draw_workflows", check=True, file=readme)
    call_command("draw_workflows", file=readme, stdout=StringIO())

    assert readme.read_text(encoding="utf-8") == right


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_drawing_that_is_not_there_is_missed(readme, name):
    text = readme.read_text(encoding="utf-8").replace(marked(name), "")
    readme.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=f"workflow:{name}"):
        call_command("draw_workflows", check=True, file=readme)


def test_every_move_and_every_last_state_is_an_arrow():
    for name, (moves, terminal) in WORKFLOWS.items():
        arrows = [line for line in marked(name).splitlines() if "-->" in line and "<!--" not in line]

        assert len(arrows) == 1 + len(moves) + len(terminal)
