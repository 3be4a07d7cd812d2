"""A local AWS for the tests of the plug-in: plain http without a folder for certificates, started once, emptied between tests."""

import json
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import boto3
from botocore.config import Config

ACCOUNT = '111122223333'
OTHER_ACCOUNT = '444455556666'
REGION = 'us-east-1'
HERE = Path(__file__).resolve().parent
START_SECONDS = 60


class Server:
    def __init__(self, without='', tls=None):
        self.without, self._authority = without, Path(tls) / 'ca.pem' if tls else None
        self.url = f'{"https" if tls else "http"}://127.0.0.1:{_free_port()}'
        environment = {**os.environ, 'LOCAL_AWS_WITHOUT': without, 'PYTHONDONTWRITEBYTECODE': '1', 'LOG_LEVEL': 'CRITICAL'}
        command = [sys.executable, '-m', 'plugin.server', '--port', self.url.rpartition(':')[2], '--account', ACCOUNT]
        command += ['--tls', str(tls)] if tls else []
        self._process = subprocess.Popen(
            command, cwd=HERE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
        )
        self._wait()

    def _wait(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.open(f'{self.url}/_ministack/health').close()
                return
            except (urllib.error.URLError, FileNotFoundError):  # the certificates are not there yet
                time.sleep(0.05)
        self.stop()
        raise SystemExit('The local AWS did not start.')

    def open(self, request, newest=None):
        """The answer. `newest`: of the versions of TLS that this client speaks."""
        context = ssl.create_default_context(cafile=self._authority) if self._authority else None
        if newest:
            context.maximum_version = newest
        return urllib.request.urlopen(request, context=context)

    def reset(self):
        self.open(urllib.request.Request(f'{self.url}/_ministack/reset', method='POST')).close()

    def stop(self):
        self._process.stdin.close()  # the server ends with its parent's pipe
        self._process.wait()

    def client(self, service, credentials=('test', 'test'), region=REGION, **more):
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=credentials[0],
            aws_secret_access_key=credentials[1],
            aws_session_token=credentials[2] if len(credentials) > 2 else None,
            verify=str(self._authority) if self._authority else None,
            # What is refused is refused by the server, not by the client.
            config=Config(retries={'total_max_attempts': 1}, s3={'addressing_style': 'path'}, parameter_validation=False, **more),
        )

    def deploy(self, resources, outputs=None, stack='stack', update=False, **sections):
        """Create or update a stack; returns (succeeded, outputs, reasons of the failed resources)."""
        cloudformation = self.client('cloudformation')
        template = {'Resources': resources, 'Outputs': {name: {'Value': value} for name, value in (outputs or {}).items()}, **sections}
        call = cloudformation.update_stack if update else cloudformation.create_stack
        call(StackName=stack, TemplateBody=json.dumps(template), Capabilities=['CAPABILITY_NAMED_IAM'])
        found = self._settled(cloudformation, stack)
        events = cloudformation.describe_stack_events(StackName=stack)['StackEvents']
        reasons = ' | '.join(event.get('ResourceStatusReason', '') for event in events if event['ResourceStatus'].endswith('_FAILED'))
        values = {output['OutputKey']: output['OutputValue'] for output in found.get('Outputs', [])}
        return found['StackStatus'] in ('CREATE_COMPLETE', 'UPDATE_COMPLETE'), values, reasons

    def destroy(self, stack='stack'):
        """Delete a stack; returns its last status, or None when it is gone."""
        cloudformation = self.client('cloudformation')
        identifier = cloudformation.describe_stacks(StackName=stack)['Stacks'][0]['StackId']
        cloudformation.delete_stack(StackName=stack)
        status = self._settled(cloudformation, identifier)['StackStatus']
        return None if status == 'DELETE_COMPLETE' else status

    @staticmethod
    def _settled(cloudformation, stack):
        while True:
            found = cloudformation.describe_stacks(StackName=stack)['Stacks'][0]
            if not found['StackStatus'].endswith('_IN_PROGRESS'):
                return found
            time.sleep(0.05)


def _free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]
