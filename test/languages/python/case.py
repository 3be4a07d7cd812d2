"""What the cases of a vendor have in common: each is a function, and makes a stack of its own."""

from typing import Callable

from aws_cdk import Stack

Case = Callable[[Stack], object]
CASES: dict[str, Case] = {}


def case(make: Case) -> Case:
    """Registers a function as the case of its name: ``archive_only`` is ``archive-only``."""
    CASES[make.__name__.replace("_", "-")] = make
    return make
