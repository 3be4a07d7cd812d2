"""Asks MiniStack without the additions whether it does what each of them adds. With the Python environment of the local AWS: npm run probe

The probes of an addition are its tests. They run against plain MiniStack (and the additions that they need beside theirs), and with the
addition. The first must fail, or else MiniStack does it by itself; the second must pass, or else the first says nothing.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

from plugin.additions import ADDITIONS
from plugin_files import used_by, without_addition
from plugin_test import AdditionTest
from plugin_test_case import passing
from plugin_test_server import Server

AT_ONCE = 4


def run(case, additions):
    """The probes of a class that pass, and those that fail, on a server with these additions only; None if it does not start."""
    try:
        server = Server(without=','.join(sorted(set(ADDITIONS) - set(additions))))
    except SystemExit:
        return None
    here = type(case.__name__, (case,), {'__module__': case.__module__, 'server': server})
    try:
        return passing(here)
    finally:
        here.server.stop()


def judge(case):
    """The verdict on an addition, and whether it is as it must be."""
    without = run(case, case.beside)
    if not without:
        return f'cannot be asked: MiniStack does not start with {", ".join(case.beside) or "no addition"}', False
    by_itself, lacking = without
    if not lacking:
        return 'NO LONGER NEEDED: delete it', False
    if by_itself:
        return f'needed for less: {", ".join(sorted(by_itself))} passes without it', False
    _passed, broken = run(case, (*case.beside, case.addition)) or (set(), {'the start'})
    if broken:
        return f'still needed, but does not fit this MiniStack: {", ".join(sorted(broken))} fails with it', False
    return 'still needed', True


def main():
    cases = [case for case in AdditionTest.__subclasses__() if case.addition in ADDITIONS]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = dict(zip((case.addition for case in cases), pool.map(judge, cases)))
    print(f'MiniStack {version("ministack")}')
    for name in ADDITIONS:
        print(f'  {name:28} {verdicts.get(name, ("HAS NO PROBE", False))[0]}')
    good = [name for name, (_text, is_good) in verdicts.items() if is_good]
    print(f'{len(good)} of {len(ADDITIONS)} additions are still needed')
    kept = set().union(*(used_by(name) for name, (text, _) in verdicts.items() if not text.startswith('NO LONGER')))
    gone = sorted(set().union(*(used_by(name) for name in verdicts)) - kept)
    unused = without_addition(ADDITIONS)
    for files, what in ((gone, 'only for additions that are no longer needed'), (unused, 'for no addition, so that no probe asks')):
        if files:
            print(f'{what}: {", ".join(files)}')
    return len(good) == len(ADDITIONS) and not unused


if __name__ == '__main__':
    sys.exit(0 if main() else 1)
