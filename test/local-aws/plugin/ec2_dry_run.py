"""DryRun: a call that is allowed is answered with DryRunOperation and does nothing. MiniStack does not know it, and makes the call."""

from ministack.services import ec2

from plugin import authorization


def install() -> None:
    original = ec2.handle_request

    async def handle_request(method, path, headers, body, query):
        call = authorization.Call('ec2', method, path, headers, body or b'', query, '', '')
        if call.parameters.get('DryRun', '').lower() == 'true' and call.parameters.get('Action') in ec2._ACTION_MAP:
            return ec2._error('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412)
        return await original(method, path, headers, body, query)

    ec2.handle_request = handle_request
