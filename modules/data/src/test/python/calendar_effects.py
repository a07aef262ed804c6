"""Prints the numbers that CalendarEffectTest expects, straight from the formula with NumPy.

Run with: python calendar_effects.py    (pip install numpy)
"""

import datetime

import numpy

ROWS = 2300
START = datetime.date(2011, 11, 20)
SHOWN = [
    "2011-12-20", "2012-12-03", "2012-12-04", "2012-12-25", "2013-07-04", "2015-12-25",
    "2016-02-28", "2016-02-29", "2016-03-01", "2016-11-24", "2016-11-25", "2016-12-25",
    "2017-03-29", "2017-03-30", "2017-11-23", "2018-03-07",
]

dates = [START + datetime.timedelta(days=row) for row in range(ROWS)]


def births(row):
    day = dates[row]
    value = 200 + row / 64 + 8 * day.weekday() + (37 * row % 101) / 8
    if (day.month, day.day) in [(7, 4), (12, 25)]:
        value -= 60
    if (day.month, day.day) == (2, 29):
        value += 24
    if day.month == 11 and day.weekday() == 3 and 22 <= day.day <= 28:
        value -= 48
    return value


def deaths(row):
    return 90 + (53 * row % 89) / 4


def date(day):
    return (day.month, day.day)


def nth_weekday(day):
    return (day.month, (day.day - 1) // 7, day.weekday())


def residual(y, j):
    return y[j] - numpy.median([y[j - 14], y[j - 7], y[j + 7], y[j + 14]])


def effects(y, key):
    result = []
    for t in range(ROWS):
        same = [
            residual(y, j)
            for j in range(ROWS)
            if key(dates[j]) == key(dates[t]) and j <= t - 300 and 14 <= j < ROWS - 14
        ]
        result.append(sum(same) / (len(same) + 1))
    return numpy.array(result)


print("numpy", numpy.__version__)
columns = []
for name, column in [("births", births), ("deaths", deaths)]:
    y = [column(row) for row in range(ROWS)]
    for key in [date, nth_weekday]:
        columns.append((name + "@" + key.__name__, effects(y, key)))

print("columns", [name for name, _ in columns])
for text in SHOWN:
    row = (datetime.date.fromisoformat(text) - START).days
    print(text, "row", row, [float(values[row]) for _, values in columns])
for name, values in columns:
    weighted = values * (numpy.arange(ROWS) % 97 + 1)
    print(name, "sum", repr(float(values.sum())), "weighted", repr(float(weighted.sum())))
