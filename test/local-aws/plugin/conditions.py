"""Fn::Join inside a template's Conditions, which MiniStack takes for a plain value that equals nothing.

CDK's bootstrap template asks with it whether a list parameter is empty. With the wrong answer, the role that CloudFormation deploys with
gets a managed policy without a name instead of AdministratorAccess.
"""

from ministack.services.cloudformation import changesets, engine, handlers, stacks


def install() -> None:
    original = engine._evaluate_conditions

    def evaluate(template, parameters):
        joined = _join(template.get('Conditions', {}), parameters)
        return original({**template, 'Conditions': joined}, parameters)

    for module in (changesets, engine, handlers, stacks):
        if getattr(module, '_evaluate_conditions', None) is original:
            module._evaluate_conditions = evaluate


def _join(expression, parameters):
    """The expression with every Fn::Join of texts and parameters replaced by its result."""
    if isinstance(expression, list):
        return [_join(item, parameters) for item in expression]
    if not isinstance(expression, dict):
        return expression
    if set(expression) == {'Fn::Join'}:
        separator, items = expression['Fn::Join']
        texts = _texts(items, parameters)
        return expression if None in texts else separator.join(texts)
    return {key: _join(value, parameters) for key, value in expression.items()}


def _texts(items, parameters):
    """The joined texts; None stands for one that is not known here."""
    if isinstance(items, dict):
        value = _parameter(items, parameters)
        # MiniStack keeps a list parameter as one comma-separated text.
        return [None] if value is None else [text.strip() for text in value.split(',')]
    return [item if isinstance(item, str) else _parameter(item, parameters) for item in items]


def _parameter(reference, parameters):
    found = parameters.get(reference.get('Ref')) if isinstance(reference, dict) else None
    return None if found is None else str(found['Value'])
