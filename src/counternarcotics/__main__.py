"""The command ``counternarcotics``: what an instructor asks of the book.

``counternarcotics assignments`` writes the labs for a class, ``counternarcotics grade FOLDER`` marks what came back,
``counternarcotics collect links.csv`` reads a class's scenario links, and ``counternarcotics questions`` takes the
checks of the pages to Canvas and Moodle.  ``python -m counternarcotics`` is the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="counternarcotics", description="What an instructor asks of the book.")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    labs = commands.add_parser("assignments", help="write the labs for a class, without answers")
    labs.add_argument("--notebooks", type=Path, default=Path("notebooks"), help="folder of the labs (notebooks)")
    labs.add_argument(
        "--out", type=Path, default=Path("_build/assignments"), help="folder to write (_build/assignments)"
    )

    grade = commands.add_parser("grade", help="run and mark a folder of handed-in labs")
    grade.add_argument("folder", type=Path, help="folder of notebooks, or of a folder a student")
    grade.add_argument("--out", type=Path, help="folder for the table and the pages (FOLDER-grades)")
    grade.add_argument("--seconds", type=float, default=300, help="longest run of one notebook (300)")
    grade.add_argument("--memory", type=float, default=1500, help="most memory of one notebook, in MB (1500)")
    grade.add_argument("--output", type=float, default=20, help="most output of one notebook, in MB (20)")
    grade.add_argument("--jobs", type=int, default=1, help="notebooks that run at once (1)")

    collect = commands.add_parser("collect", help="read a class's scenario links")
    collect.add_argument("links", type=Path, help="CSV file: a name and a link in every row")
    collect.add_argument(
        "--out", type=Path, help="folder for the tables and the chart (beside the file: NAME-collected)"
    )
    collect.add_argument("--site", action="append", default=[], help="address of the book; links elsewhere are skipped")

    asked = commands.add_parser("questions", help="write the checks of the pages for Canvas and Moodle")
    asked.add_argument("--out", type=Path, default=Path("_build/questions"), help="folder to write (_build/questions)")
    return made


def main(words: list[str] | None = None) -> int:
    """Run one command; a mistake is told in one sentence, and 1 is returned."""
    asked = parser().parse_args(words)
    try:
        from counternarcotics.classroom import ClassroomError
    except ModuleNotFoundError:
        print("This is the students' copy of the package, which holds no commands for instructors.", file=sys.stderr)
        return 1
    try:
        print(_run(asked))
    except ClassroomError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:  # a file where a folder should be, a folder that may not be written, a full disk
        print(f"{error.filename or asked.command}: {error.strerror}; name another place.", file=sys.stderr)
        return 1
    return 0


# Each command imports what it needs alone: some need the tables, some nbclient, some neither.
def _run(asked: argparse.Namespace) -> str:
    if asked.command == "assignments":
        from counternarcotics.classroom import assignments

        return assignments.write(asked.out, asked.notebooks)
    if asked.command == "grade":
        from counternarcotics.classroom import grading

        limits = grading.Limits(asked.seconds, asked.memory, asked.output)
        return grading.grade(asked.folder, asked.out, limits, asked.jobs)
    if asked.command == "collect":
        from counternarcotics.classroom import collecting

        return collecting.collect(asked.links, asked.out, asked.site)
    from counternarcotics.classroom import questions

    return questions.write(asked.out)


if __name__ == "__main__":
    sys.exit(main())
