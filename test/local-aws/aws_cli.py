"""The AWS CLI as a process that stays: starting it takes much longer than most commands.

In: the arguments of a command, as a line of JSON. Out: its exit code and what it printed, as a line of JSON. Each command runs in a fork,
because the CLI remembers options of the last one.
"""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

from awscli.clidriver import create_clidriver

driver = create_clidriver()
driver.session.create_client('ec2')  # what takes longest, once for all


def run(args):
    stdout, stderr = io.StringIO(), io.StringIO()
    with redirect_stdout(stdout), redirect_stderr(stderr):
        try:
            code = driver.main(args)
        except SystemExit as ended:  # arguments that it does not understand
            code = ended.code
    return {'code': code, 'stdout': stdout.getvalue(), 'stderr': stderr.getvalue()}


for line in sys.stdin:
    if os.fork() == 0:
        print(json.dumps(run(json.loads(line))), flush=True)
        os._exit(0)
    if os.wait()[1] != 0:
        sys.exit(f'The AWS CLI failed: {line}')
