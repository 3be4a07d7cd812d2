"""S3 Object Lock in policies.

Lock headers on an upload need s3:PutObjectRetention and s3:PutObjectLegalHold (MiniStack: s3:PutObject is enough), and the lock that a
request asks for is there for conditions: s3:object-lock-mode, s3:object-lock-retain-until-date, s3:object-lock-legal-hold,
s3:object-lock-remaining-retention-days and s3:object-lock-event-hold (MiniStack: none). Days are whole ones, rounded down: AWS does not say
how it rounds. Event holds, which AWS has since September 2026, are judged only: nothing here keeps them.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_EventHoldDuration.html
"""

import re
from dataclasses import replace
from datetime import datetime, timezone

from plugin import authorization, object_lock, s3_request

_WITH_LOCK = ('s3:PutObject', 's3:PutObjectRetention', 's3:PutObjectLegalHold')


def install() -> None:
    authorization.judge('s3', _judge)


def _judge(call, checks):
    main = checks[0]
    mode, until, hold = _asked(call, main.action)
    event_hold = _asked_event_hold(call, main.action)
    if not (mode or until or hold or event_hold):
        return checks
    keys = {**_keys(mode, until, hold), **({'s3:object-lock-event-hold': event_hold} if event_hold else {})}
    if main.action == 's3:PutObject':
        checks = [*checks, *([authorization.Check('s3:PutObjectRetention', main.resource)] if mode or until or event_hold else [])]
        checks = [*checks, *([authorization.Check('s3:PutObjectLegalHold', main.resource)] if hold else [])]
    return [replace(check, keys={**check.keys, **keys}) if check.action in _WITH_LOCK else check for check in checks]


def _asked(call, action):
    """(mode, date, legal hold): in the headers of an upload or a copy, in the body of the calls that change a lock."""
    if action == 's3:PutObject':
        headers = s3_request.headers(call)
        return tuple(headers.get(name) for name in object_lock.LOCK_HEADERS)
    if action == 's3:PutObjectRetention':
        return _element(call.body, 'Mode'), _element(call.body, 'RetainUntilDate'), None
    return None, None, _element(call.body, 'Status') if action == 's3:PutObjectLegalHold' else None


def _asked_event_hold(call, action):
    if action == 's3:PutObject':
        return s3_request.headers(call).get('x-amz-object-lock-event-hold')
    return _element(call.body, 'EventHold') if action == 's3:PutObjectRetention' else None


def _element(body, name):
    found = re.search(f'<{name}>(.*?)</{name}>'.encode(), body)
    return found[1].decode() if found else None


def _keys(mode, until, hold):
    moment = object_lock.time_of(until) if until else None
    keys = {
        's3:object-lock-mode': mode,
        's3:object-lock-retain-until-date': until,
        's3:object-lock-legal-hold': hold,
        's3:object-lock-remaining-retention-days': str((moment - datetime.now(timezone.utc)).days) if moment else None,
    }
    return {key: value for key, value in keys.items() if value}
