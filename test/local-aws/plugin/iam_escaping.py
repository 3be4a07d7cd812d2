"""Descriptions in the answers of IAM, where MiniStack writes `&` and `<` as they are, so that no client can read them."""

from xml.sax.saxutils import escape

from ministack.services import iam


def install() -> None:
    for name, record in (('_role_xml', lambda key: iam._roles[key]), ('_managed_policy_xml', iam._lookup_policy)):
        _escape(name, record)


def _escape(name, record):
    original = getattr(iam, name)

    def escaped(key, *more, **options):
        description = record(key).get('Description') or ''
        return original(key, *more, **options).replace(f'<Description>{description}<', f'<Description>{escape(description)}<')

    setattr(iam, name, escaped)
