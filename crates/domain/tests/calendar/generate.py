"""Writes working_days.txt: every day of 2020 to 2027 as an independent source has it.

    python3 -m venv venv && venv/bin/pip install holidays==0.109
    venv/bin/python crates/domain/tests/calendar/generate.py

A line a month: the month and a digit a day, 1 where people work. The test
`crates/domain/src/calendar/tests.rs` holds our table against it. A new year is a wider
range here, a newer version of the package, and the file made again.
"""

import calendar
import datetime
import pathlib

import holidays

VERSION = "0.109"
YEARS = range(2020, 2028)

assert holidays.__version__ == VERSION, f"holidays {VERSION} is meant, this is {holidays.__version__}"

russia = holidays.RU(years=YEARS)
lines = [f"# Working days of Russia by the Python package holidays {VERSION}; made by generate.py."]
for year in YEARS:
    for month in range(1, 13):
        days = range(1, calendar.monthrange(year, month)[1] + 1)
        digits = "".join(str(int(russia.is_working_day(datetime.date(year, month, day)))) for day in days)
        lines.append(f"{year}-{month:02} {digits}")
target = pathlib.Path(__file__).with_name("working_days.txt")
target.write_text("\n".join(lines) + "\n")
