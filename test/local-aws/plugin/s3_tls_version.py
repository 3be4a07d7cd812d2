"""s3:TlsVersion, the version of TLS that the client and this server have agreed on (MiniStack: never there). Without TLS it is absent.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html (minimum TLS version)
"""

import contextvars
from dataclasses import replace

from hypercorn.asyncio.tcp_server import TCPServer
from ministack.core import iam_evaluator

from plugin import authorization

_version = contextvars.ContextVar('tls_version_of_the_connection', default=None)


def install() -> None:
    _remember_the_version()
    authorization.judge('s3', _judge)


def _remember_the_version():
    """Every connection is a task, and the requests on it inherit what is set there."""
    original = TCPServer.run

    async def run(self):
        tls = self.writer.get_extra_info('ssl_object')
        _version.set(tls.version().removeprefix('TLSv') if tls else None)
        await original(self)

    TCPServer.run = run


def _judge(_call, checks):
    _address, secure = iam_evaluator._request_origin.get()  # not secure: it came to the plain front
    keys = {'s3:TlsVersion': _version.get()} if secure and _version.get() else {}
    return [replace(check, keys={**check.keys, **keys}) for check in checks]
