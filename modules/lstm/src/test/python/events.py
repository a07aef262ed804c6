"""Reads event files as TensorBoard does, and prints what it sees as one line of JSON.

    python events.py DIRECTORY    a directory with one directory for each run
"""

import json
import os
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

runs = {}
for run in sorted(os.listdir(sys.argv[1])):
    everything = {"scalars": 0, "histograms": 0}
    events = EventAccumulator(os.path.join(sys.argv[1], run), size_guidance=everything)
    events.Reload()
    tags = events.Tags()
    runs[run] = {
        "scalars": {
            tag: [[event.step, event.value] for event in events.Scalars(tag)]
            for tag in tags["scalars"]
        },
        "histograms": {
            tag: [
                {
                    "step": event.step,
                    "num": event.histogram_value.num,
                    "min": event.histogram_value.min,
                    "max": event.histogram_value.max,
                    "sum": event.histogram_value.sum,
                }
                for event in events.Histograms(tag)
            ]
            for tag in tags["histograms"]
        },
    }
print(json.dumps(runs))
