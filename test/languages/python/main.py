"""Synthesizes the files that are named: ``apps`` of vendors, or ``cases`` of one, each in a stack with the name of the case."""

import runpy
import sys

from aws_cdk import App, Stack
from case import CASES

kind, *files = sys.argv[1:]
app = App()
for file in files:
    program = runpy.run_path(file)
    if kind == "apps":
        program["make"](app)
for name, make in CASES.items():
    make(Stack(app, name))
app.synth()
