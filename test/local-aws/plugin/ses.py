"""Sending mail with SES is judged on the identity that it is sent from, with the addresses for conditions. MiniStack judges it on `*`.

Keys: ses:FromAddress, ses:FromDisplayName, ses:Recipients, ses:FeedbackAddress, ses:ApiVersion.
https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
"""

import base64
import json
import re
from dataclasses import replace
from email import message_from_bytes
from email.utils import getaddresses, parseaddr

from ministack.services import ses, ses_v2

from plugin import authorization

_ACTIONS = ('ses:SendEmail', 'ses:SendRawEmail')


def install() -> None:
    authorization.judge('ses', _judge)


def _judge(call, checks):
    if checks[0].action not in _ACTIONS:
        return checks
    second = call.path.startswith('/v2/')
    name, address, recipients, feedback = _second_version(call) if second else _first_version(call)
    keys = {
        'ses:ApiVersion': '2' if second else '1',
        'ses:FromAddress': address,
        'ses:FromDisplayName': name,
        'ses:Recipients': recipients,
        'ses:FeedbackAddress': feedback,
    }
    resource = f'arn:aws:ses:{call.region}:{call.account}:identity/{_identity(address)}'
    return [replace(checks[0], resource=resource, keys={key: value for key, value in keys.items() if value})]


def _first_version(call):
    parameters = call.parameters
    recipients = [value for name, value in parameters.items() if re.match(r'Destinations?\.(\w+\.)?member', name)]
    raw = _headers(parameters.get('RawMessage.Data'))
    name, address = parseaddr(parameters.get('Source') or raw.get('From', ''))
    return name, address, recipients or _recipients(raw), parameters.get('ReturnPath')


def _second_version(call):
    request = json.loads(call.body or b'{}')
    raw = _headers(((request.get('Content') or {}).get('Raw') or {}).get('Data'))
    name, address = parseaddr(request.get('FromEmailAddress') or raw.get('From', ''))
    named = [address for addresses in (request.get('Destination') or {}).values() for address in addresses or []]
    return name, address, named or _recipients(raw), request.get('FeedbackForwardingEmailAddress')


def _headers(data):
    return message_from_bytes(base64.b64decode(data)) if data else {}


def _recipients(headers):
    return [address for _name, address in getaddresses([headers[field] for field in ('To', 'Cc', 'Bcc') if headers.get(field)])]


def _identity(address):
    """The address itself if it is verified, else its domain if that is."""
    domain = address.rpartition('@')[2]
    known = (*ses._identities, *ses_v2._identities)
    return domain if domain in known and address not in known else address
