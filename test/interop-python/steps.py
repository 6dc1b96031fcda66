"""One line of JSON per step: its name, and what it gave or why it failed."""

import json


def step(name, run):
    try:
        line = {"step": name, "value": run()}
    except Exception as error:  # a client's failure is a result here, whatever it is
        line = {"step": name, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(line, default=str), flush=True)
