"""Runs the tests of the additions to MiniStack, with the Python environment of the local AWS:

python plugin_test.py                what every addition does, and what MiniStack does by itself
python plugin_test.py --left-out     the additions' tests, each with its addition left out of the server: every one of them must fail

The tests are in plugin_test_*.py, a file a service.
"""

import importlib
import sys
import unittest
from pathlib import Path

from plugin.additions import ADDITIONS
from plugin_test_case import AdditionTest, LocalAwsTest, MiniStackTest, passing
from plugin_test_server import Server

for file in sorted(Path(__file__).parent.glob('plugin_test_*.py')):
    importlib.import_module(file.stem)


def tests_of(cases):
    return unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in cases)


def run_all():
    """Every test on one server with all additions."""
    cases = [*AdditionTest.__subclasses__(), *MiniStackTest.__subclasses__()]
    untested = set(ADDITIONS) - {case.addition for case in AdditionTest.__subclasses__()}
    server = LocalAwsTest.server = Server()
    try:
        result = unittest.TextTestRunner().run(tests_of(cases))
    finally:
        server.stop()
    if untested:
        print(f'Additions without a test: {sorted(untested)}')
    return result.wasSuccessful() and not untested


def run_left_out():
    """The tests of each addition on a server without it. One that still passes proves nothing about its addition."""
    useless = []
    for case in AdditionTest.__subclasses__():
        server = case.server = Server(without=case.addition)
        try:
            passed, failed = passing(case)
        finally:
            server.stop()
        useless += sorted(f'{case.__module__}.{case.__name__}.{name}' for name in passed)
        print(f'without {case.addition}: {len(failed)} of {len(passed | failed)} tests fail')
    if useless:
        print(f'These pass without their addition: {", ".join(useless)}')
    return not useless


if __name__ == '__main__':
    sys.exit(0 if (run_left_out() if '--left-out' in sys.argv[1:] else run_all()) else 1)
