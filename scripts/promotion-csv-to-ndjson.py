#!/usr/bin/env python3
"""Turns a CSV of yearly reviews into facts of the model `yearly-review`, one JSON object per line.

    python3 scripts/promotion-csv-to-ndjson.py promotion.csv > facts.ndjson

Texts stay as they are, numbers keep their digits, and a blank cell leaves the field out, so that the policy
answers "undetermined" where the field matters. Either every row is good or nothing is written.
"""

import csv
import json
import re
import sys

ID = "employee_id"
TEXTS = {
    "employee_id": ID,
    "department": "department",
    "region": "region",
    "education": "education",
    "gender": "gender",
    "recruitment_channel": "recruitment_channel",
}
NUMBERS = {
    "no_of_trainings": "no_of_trainings",
    "age": "age",
    "previous_year_rating": "previous_year_rating",
    "length_of_service": "length_of_service",
    "KPIs_met >80%": "kpis_met",
    "awards_won?": "awards_won",
    "avg_training_score": "avg_training_score",
}
JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
# A spreadsheet shows a long or exponent-like id with one digit before the point. A real id such as
# 246E-3383 has no point and passes.
SPREADSHEET_NUMBER = re.compile(r"-?[0-9]\.[0-9]+E[+-][0-9]+", re.IGNORECASE)
MOST_FAULTS = 20


def main(arguments):
    if len(arguments) != 1:
        return fail(["usage: promotion-csv-to-ndjson.py <csv>"])
    try:
        # utf-8-sig: spreadsheets put a byte order mark in front of the first header
        with open(arguments[0], encoding="utf-8-sig", newline="") as source:
            lines, faults = convert(csv.reader(source, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return fail([f"cannot read `{arguments[0]}`: {error}; save it as CSV in UTF-8"])
    if faults:
        return fail(faults)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.writelines(lines)
    return 0


def convert(rows):
    header = next(rows, [])
    absent = [name for name in [*TEXTS, *NUMBERS] if name not in header]
    if absent:
        names = ", ".join(f"`{name}`" for name in absent)
        return [], [f"row 1: the header lacks {names}; name the columns as in the original file"]
    lines, faults, seen = [], [], {}
    # The header is row 1, so the numbers are those that a spreadsheet shows.
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(header):
            faults.append(f"row {number}: {len(cells)} cells under {len(header)} headers; check quotes and commas")
            continue
        row = dict(zip(header, cells))
        found = [f"row {number}: {fault}" for fault in [*id_faults(row[ID], number, seen), *number_faults(row)]]
        faults.extend(found)
        if not found:
            lines.append(line(row))
    return lines, faults


def id_faults(identifier, number, seen):
    if identifier == "":
        return [f"`{ID}` is blank; give every row an id"]
    if SPREADSHEET_NUMBER.fullmatch(identifier):
        return [f"`{ID}` is `{identifier}`: a spreadsheet has turned the id into a number; "
                "export again from the source with the column as text"]
    first = seen.setdefault(identifier, number)
    if first != number:
        return [f"`{ID}` `{identifier}` stands in row {first} already; ids must be unique, "
                "check whether a spreadsheet has changed the column"]
    return []


def number_faults(row):
    return [f"`{column}` is `{row[column]}`; write a plain number or leave the cell blank"
            for column in NUMBERS if row[column] != "" and not JSON_NUMBER.fullmatch(row[column])]


def line(row):
    members = [f"{json.dumps(field)}:{json.dumps(row[column], ensure_ascii=False)}"
               for column, field in TEXTS.items() if row[column] != ""]
    # The digits go through as text: a detour over a float could change them.
    members += [f"{json.dumps(field)}:{row[column]}" for column, field in NUMBERS.items() if row[column] != ""]
    return "{" + ",".join(members) + "}\n"


def fail(faults):
    for fault in faults[:MOST_FAULTS]:
        print(fault, file=sys.stderr)
    if len(faults) > MOST_FAULTS:
        print(f"and {len(faults) - MOST_FAULTS} more faults", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
