"""Synthesizes the apps that are named in the arguments, each from a module of its own."""

import importlib
import sys

from aws_cdk import App

app = App()
for name in sys.argv[1:]:
    importlib.import_module(name).make(app)
app.synth()
