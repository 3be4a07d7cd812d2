"""What a type checker (mypy) says of the apps, and of the mistakes in wrong_types.py. The argument is the folder of its cache.

Prints one JSON object for each check, as checks.py does.
"""

import json
import re
import sys
from pathlib import Path

from mypy import api

HERE = Path(__file__).parent
WRONG = HERE / "wrong_types.py"

output, problems, _ = api.run(["--strict", "--no-error-summary", "--cache-dir", sys.argv[1], str(WRONG), *map(str, sorted(HERE.glob("apps/*.py")))])
errors = re.findall(r"^(.*?):(\d+): error: .*\[(.+)\]$", output, re.MULTILINE)
found = {f"line {line}: {code}" for file, line, code in errors if file.endswith(WRONG.name)}
expected = {
    f"line {number}: {text.split('expected: ')[1]}"
    for number, text in enumerate(WRONG.read_text().splitlines(), 1)
    if "expected: " in text
}
elsewhere = [line for line in output.splitlines() if ": error: " in line and WRONG.name not in line]


def report(name: str, failure: object) -> None:
    print(json.dumps({"name": name, **({"failure": str(failure)} if failure else {})}))


report("the types of the apps are right", problems or "\n".join(elsewhere))
report("mistakes are type errors before anything runs", sorted(found ^ expected))
