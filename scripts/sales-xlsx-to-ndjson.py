#!/usr/bin/env python3
"""Turns a workbook of sales and targets into facts of the model `sales-attainment`, one JSON object per line.

    python3 scripts/sales-xlsx-to-ndjson.py sales.xlsx > facts.ndjson

The sheets `Actual` and `Targets` are wide: a person per row, a month per column. Both must hold the same people
and months. Numbers keep the digits of the file; a blank cell leaves the field out; a cell blank on both sheets
gives no line.
"""

import datetime
import json
import posixpath
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
# Excel counts days from here; it also counts a 29 February 1900 that never was, so this holds from March 1900 on.
EPOCH = datetime.date(1899, 12, 30)
FIRST_TRUE_SERIAL = 61


class Refused(Exception):
    """The workbook cannot be used; the text says what to do."""


def main(arguments):
    if len(arguments) != 1:
        return fail("usage: sales-xlsx-to-ndjson.py <xlsx>")
    try:
        with zipfile.ZipFile(arguments[0]) as package:
            lines = list(facts(read_sheet(package, "Actual"), read_sheet(package, "Targets")))
    except Refused as refusal:
        return fail(str(refusal))
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        return fail(f"cannot read `{arguments[0]}`: {error}; save it as an Excel workbook (.xlsx)")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.writelines(lines)
    return 0


def facts(actuals, targets):
    people, months, actual = wide("Actual", actuals)
    other_people, other_months, target = wide("Targets", targets)
    if (sorted(people), sorted(months)) != (sorted(other_people), sorted(other_months)):
        raise Refused("sheets `Actual` and `Targets` differ in people or months; give both the same rows and columns")
    for person in people:
        for month in months:
            cell = {"actual": actual.get((person, month)), "target": target.get((person, month))}
            numbers = [f'"{name}":{value}' for name, value in cell.items() if value is not None]
            if numbers:
                yield f'{{"salespersonId":{json.dumps(person, ensure_ascii=False)},"month":"{month}",{",".join(numbers)}}}\n'


def wide(sheet, cells):
    """People by row, months by column, and the number of each pair as text."""
    people = headings(sheet, {key: value for key, value in cells.items() if key[1] == "A" and key[0] > 1}, 0, str)
    months = headings(sheet, {key: value for key, value in cells.items() if key[0] == 1 and key[1] != "A"}, 1, date)
    values = {(people[row], months[column]): number(sheet, f"{column}{row}", value)
              for (row, column), value in cells.items() if row in people and column in months}
    return list(people.values()), list(months.values()), values


def headings(sheet, cells, part, convert):
    found = {}
    for (row, column), text in cells.items():
        heading = convert(text)
        if heading in found.values():
            raise Refused(f"sheet `{sheet}`: `{heading}` stands twice ({column}{row}); join the two or rename one")
        found[(row, column)[part]] = heading
    return found


def date(serial):
    if not serial.isdigit() or int(serial) < FIRST_TRUE_SERIAL:
        raise Refused(f"`{serial}` in row 1 is no date; format the month columns as dates")
    return (EPOCH + datetime.timedelta(days=int(serial))).isoformat()


def number(sheet, place, text):
    if not DECIMAL.fullmatch(text):
        raise Refused(f"sheet `{sheet}`: `{text}` in {place} is no plain number; write it in digits")
    return text


def read_sheet(package, name):
    """The filled cells of a sheet: (row, column letters) to text."""
    strings = shared_strings(package)
    cells = {}
    for cell in ElementTree.fromstring(package.read(sheet_path(package, name))).iter(MAIN + "c"):
        column, row = re.fullmatch(r"([A-Z]+)([0-9]+)", cell.get("r")).groups()
        text = cell_text(cell, strings)
        if text:
            cells[int(row), column] = text
    return cells


def cell_text(cell, strings):
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(MAIN + "t"))
    value = cell.findtext(MAIN + "v")
    return strings[int(value)] if cell.get("t") == "s" else value


def shared_strings(package):
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in item.iter(MAIN + "t")) for item in root.iter(MAIN + "si")]


def sheet_path(package, name):
    workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
    relation = next((sheet.get(RELATIONSHIP) for sheet in workbook.iter(MAIN + "sheet") if sheet.get("name") == name), None)
    if relation is None:
        raise Refused(f"the workbook has no sheet `{name}`; it needs `Actual` and `Targets`")
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    target = next(item.get("Target") for item in relations.iter(PACKAGE) if item.get("Id") == relation)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def fail(message):
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
