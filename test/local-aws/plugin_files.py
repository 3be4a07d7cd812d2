"""Which files of the plug-in are there for which addition."""

import re
from pathlib import Path

PLUGIN = Path(__file__).resolve().parent / 'plugin'
STARTS = {'__init__', 'additions', 'certificates', 'server'}  # the emulator with the additions, of whatever version


def used_by(module):
    """The files of the plug-in that a module needs, and what those need."""
    found, open_ = set(), [f'{module}.py']
    while open_:
        name = open_.pop()
        if name in found:
            continue
        found.add(name)
        text = (PLUGIN / name).read_text()
        imported = ', '.join(re.findall(r'^ *from plugin import (.+)$', text, re.MULTILINE))
        modules = re.findall(r'\w+', imported) + re.findall(r'^ *from plugin\.(\w+) import', text, re.MULTILINE)
        open_ += [f'{one}.py' for one in modules] + re.findall(r"""['"](\w+\.cjs)['"]""", text)
    return found


def without_addition(additions):
    """The files that no addition needs, and that do not start the emulator either."""
    needed = {f'{name}.py' for name in STARTS}.union(*(used_by(name) for name in additions))
    return sorted(file.name for file in PLUGIN.iterdir() if file.is_file() and file.name not in needed)
