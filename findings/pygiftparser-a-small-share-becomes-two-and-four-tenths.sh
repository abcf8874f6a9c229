#!/usr/bin/env bash
# pygiftparser 1.1: questions with a numerical answer in GIFT, the form in which teachers carry questions into Moodle.
#
# Expected: {#-3:0.5} accepts what lies within a half of minus three, and {#2.4e-4:1e-5} what is near 0.00024, as 0.00024
# itself does.
# Seen: the small one is "valid", with 2.4 for its answer and a tolerance of 0: the power of ten and the tolerance are gone.
# The negative one is not valid and has no answer; neither has one from -4 to -2.  5.6 and 0.00024 are read right.
# Why it matters to a textbook: a fall, a difference and a rate per head are such numbers; whoever trusts the parser's
# "valid" gives a class a question whose answer is ten thousand times too large.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "pygiftparser==1.1" 2>/dev/null
cat >quiz.gift <<'GIFT'
::A rise:: By how many tonnes? {#5.6:0.1}

::A share:: Which share? {#0.00024:0.00001}

::A fall:: By how many tonnes? {#-3:0.5}

::A fall between:: Between which limits? {#-4..-2}

::A small share:: Which share? {#2.4e-4:1e-5}
GIFT
venv/bin/python -W ignore - <<'PY'
from pygiftparser import parser

with open("quiz.gift") as opened:
    questions = parser.parseFile(opened)
read = {}
for question in questions:
    answers = [{name: kept for name, kept in vars(answer).items() if name not in ("feedback", "fraction")} for answer in question.answers.answers]
    read[question.title] = (question.valid, answers)
    print(f"{question.title}: valid {question.valid}, {answers}")
right = [(True, [{"value": 5.6, "tolerance": 0.1}]), (True, [{"value": 0.00024, "tolerance": 0.00001}])]
seen = [*right, (False, []), (False, []), (True, [{"value": 2.4, "tolerance": 0}])]
raise SystemExit(0 if list(read.values()) == seen else "answers are read otherwise: changed")
PY
