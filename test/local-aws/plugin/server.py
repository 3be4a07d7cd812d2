"""Starts MiniStack with the additions:  python -m plugin.server --port PORT --account ACCOUNT [--tls DIRECTORY]

It listens on one port of 127.0.0.1, enforces IAM policies and checks signatures. It ends when its standard input does, so that it never
outlives the program that started it, however that program ended.
"""

import argparse
import os
import signal
import sys
import threading
import time
from pathlib import Path

GRACE_SECONDS = 3


def main() -> None:
    options = _options()
    os.environ.update(_settings(options))
    threading.Thread(target=_end_with_parent, daemon=True).start()

    # MiniStack reads its settings while it is imported, so that it and the additions come after them.
    from ministack import app

    from plugin import additions

    app._port_is_bindable = lambda _host, _port: False  # with TLS it would take port 443 as well, when that is free
    additions.install_all()
    sys.argv = sys.argv[:1]
    app.main()


def _options():
    parser = argparse.ArgumentParser()
    parser.add_argument('--port', required=True)
    parser.add_argument('--account', required=True)
    parser.add_argument('--tls', type=Path, help='folder for the certificates; without it, plain http')
    return parser.parse_args()


def _settings(options):
    settings = {
        'AUTH': 'true',
        'BIND_HOST': '127.0.0.1',
        'MINISTACK_HOST': '127.0.0.1',
        'GATEWAY_PORT': options.port,
        'MINISTACK_ACCOUNT_ID': options.account,
        'AWS_ACCESS_KEY_ID': 'test',
        'AWS_SECRET_ACCESS_KEY': 'test',
        # Listeners on further ports, which nothing here needs.
        'IOT_MTLS_ENABLED': '0',
        'SFTP_ENABLED': '0',
        # Lambda functions run as plain processes: no container engine is needed, or touched.
        'LAMBDA_EXECUTOR': 'local',
        'DOCKER_HOST': 'unix:///nonexistent',
    }
    if options.tls:
        from plugin import certificates

        certificate, key = certificates.write(options.tls)
        settings |= {'USE_SSL': '1', 'MINISTACK_SSL_CERT': str(certificate), 'MINISTACK_SSL_KEY': str(key)}
        settings['NODE_EXTRA_CA_CERTS'] = str(options.tls / 'ca.pem')
    return settings


def _end_with_parent():
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)  # Lambda workers are in the group too
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == '__main__':
    main()
