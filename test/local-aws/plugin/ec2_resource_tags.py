"""aws:ResourceTag and ec2:ResourceTag of what an EC2 call names. MiniStack knows them for other services only."""

from dataclasses import replace

from ministack.services import ec2

from plugin import authorization


def install() -> None:
    authorization.judge('ec2', _judge)


def _judge(_call, checks):
    return [replace(check, keys={**_tags(check.resource), **check.keys}) for check in checks]


def _tags(arn):
    identifier = arn.rpartition('/')[2]
    if ':key-pair/' in arn:
        identifier = (ec2._key_pairs.get(identifier) or {}).get('KeyPairId', '')
    tags = ec2._tags.get(identifier) or []
    return {f'{prefix}:ResourceTag/{tag["Key"]}': tag['Value'] for tag in tags for prefix in ('aws', 'ec2')}
