"""AWS::EC2::VPCEndpoint: its policy can be read back, and a route table takes one gateway endpoint of a service.

MiniStack keeps the policy of an endpoint and does not show it; a second endpoint is taken. Without a policy, AWS gives full access.
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
"""

import json
from xml.sax.saxutils import escape

from ministack.services import ec2

from plugin import cloudformation

_FULL_ACCESS = {'Version': '2008-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*'}]}


def install() -> None:
    _show_the_policy()
    _refuse_a_second_endpoint()


def _show_the_policy():
    original = ec2._vpce_fields_xml

    def fields(endpoint, tag='item'):
        policy = endpoint.get('PolicyDocument') or _FULL_ACCESS
        text = policy if isinstance(policy, str) else json.dumps(policy)
        return original(endpoint, tag).replace('<state>', f'<policyDocument>{escape(text)}</policyDocument><state>', 1)

    ec2._vpce_fields_xml = fields


def _refuse_a_second_endpoint():
    handler = cloudformation.handler_of('AWS::EC2::VPCEndpoint')
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        _require_free_tables(properties, None)
        return original_create(logical_id, properties, stack_name)

    def update(physical_id, old, new, stack_name, logical_id=None):
        _require_free_tables(new, physical_id)
        return cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)

    handler.update(create=create, update=update)


def _require_free_tables(properties, own):
    for identifier, endpoint in ec2._vpc_endpoints.items():
        shared = set(endpoint['RouteTableIds']) & set(properties.get('RouteTableIds') or [])
        if identifier != own and shared and endpoint['ServiceName'] == properties['ServiceName']:
            table = sorted(shared)[0]
            raise ValueError(f'RouteAlreadyExists: route table {table} already has a route to {endpoint["ServiceName"]}.')
