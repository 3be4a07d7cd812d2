"""What the cases of a vendor have in common: each is a function, and makes a stack of its own."""

from typing import Callable

from aws_cdk import App, Stack

Case = Callable[[Stack], object]
_CASES: dict[str, Case] = {}


def case(make: Case) -> Case:
    """Registers a function as the case of its name: ``archive_only`` is ``archive-only``."""
    _CASES[make.__name__.replace("_", "-")] = make
    return make


def synth():
    app = App()
    for name, make in _CASES.items():
        make(Stack(app, name))
    app.synth()
