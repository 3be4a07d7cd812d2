"""Functions of AWS Lambda in Node.js: they find the AWS SDK, which the runtime of AWS brings, and do not wait for IAM.

MiniStack runs them as processes with the credentials of their role; it has stubs in place of some clients of the SDK, and none of S3.
"""

import os
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[3]


def install() -> None:
    os.environ['NODE_PATH'] = str(_PROJECT / 'node_modules')
    os.environ['NODE_OPTIONS'] = f'--require {Path(__file__).with_name("no_waiting.cjs")}'
