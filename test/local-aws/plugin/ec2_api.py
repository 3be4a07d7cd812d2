"""MiniStack's EC2: how additions add operations to it, keep records and answer."""

from xml.sax.saxutils import escape

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import ec2

_stores = []


def store():
    """Records by id, per account and region, emptied with the rest of EC2."""
    if not _stores:
        _clear_with_ministack()
    _stores.append(AccountRegionScopedDict())
    return _stores[-1]


def _clear_with_ministack():
    original = ec2.reset

    def reset():
        original()
        for records in _stores:
            records.clear()

    ec2.reset = reset


def operation(name, handler):
    """`handler(parameters)` returns what is inside the answer, or raises a Refusal."""

    def answer(parameters):
        try:
            return ec2._xml(200, f'{name}Response', handler(parameters))
        except Refusal as refused:
            return ec2._error(refused.code, escape(refused.message), 400)

    ec2._ACTION_MAP[name] = answer


def guard(name, check):
    """Let `check(parameters)` refuse one of MiniStack's operations first."""
    original = ec2._ACTION_MAP[name]

    def guarded(parameters):
        try:
            check(parameters)
        except Refusal as refused:
            return ec2._error(refused.code, escape(refused.message), 400)
        return original(parameters)

    ec2._ACTION_MAP[name] = guarded


class Refusal(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message


def parameter(parameters, name):
    return ec2._p(parameters, name)


def members(parameters, name):
    """NAME.1, NAME.2 ..."""
    return ec2._parse_member_list(parameters, name)


def element(tag, content):
    """<tag>text</tag>, with elements for a dictionary and an <item> for each of a list; nothing for None."""
    if content is None:
        return ''
    if isinstance(content, dict):
        inner = ''.join(element(key, value) for key, value in content.items())
    elif isinstance(content, list):
        inner = ''.join(element('item', each) for each in content)
    else:
        inner = escape(str(content))
    return f'<{tag}>{inner}</{tag}>'


def elements(content):
    return ''.join(element(tag, value) for tag, value in content.items())


def tag_set(identifier):
    return [{'key': tag['Key'], 'value': tag['Value']} for tag in ec2._tags.get(identifier) or []]


def instance(identifier):
    found = ec2._instances.get(identifier)
    if not found:
        raise Refusal('InvalidInstanceID.NotFound', f"The instance ID '{identifier}' does not exist")
    return found


def chosen(records, identifiers, code):
    """The records with these ids, or all; an unknown id is refused."""
    for identifier in identifiers:
        if identifier not in records:
            raise Refusal(code, f'The ID {identifier} does not exist')
    return [records[identifier] for identifier in identifiers] if identifiers else list(records.values())
