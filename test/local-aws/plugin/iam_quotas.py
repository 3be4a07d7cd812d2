"""IAM quotas and delete conflicts that MiniStack does not have. They decide whether a rotation or a clean-up really works."""

from ministack.services import iam

from plugin import iam_api

MAXIMUM_KEYS_PER_USER = 2
MAXIMUM_GROUPS_PER_USER = 10
MAXIMUM_GROUPS = 300


def install() -> None:
    iam_api.guard('CreateAccessKey', _refuse_third_key)
    iam_api.guard('AddUserToGroup', _refuse_eleventh_group)
    iam_api.guard('CreateGroup', _refuse_too_many_groups)
    iam_api.guard('DeleteGroup', _refuse_used_group)
    # Only the API: when a stack deletes a user, CloudFormation itself takes the user out of its groups first.
    iam._IAM_HANDLERS['DeleteUser'] = _guarded_delete_user(iam._IAM_HANDLERS['DeleteUser'])


def _refuse_third_key(parameters):
    user = iam_api.parameter(parameters, 'UserName')
    if sum(key['UserName'] == user for key in iam._access_keys.values()) >= MAXIMUM_KEYS_PER_USER:
        return iam_api.refusal('LimitExceeded', f'Cannot exceed quota for AccessKeysPerUser: {MAXIMUM_KEYS_PER_USER}')
    return None


def _refuse_eleventh_group(parameters):
    user, wanted = iam_api.parameter(parameters, 'UserName'), iam_api.parameter(parameters, 'GroupName')
    others = [name for name, group in iam._groups.items() if name != wanted and user in group['Users']]
    if len(others) >= MAXIMUM_GROUPS_PER_USER:
        return iam_api.refusal('LimitExceeded', f'Cannot exceed quota for GroupsPerUser: {MAXIMUM_GROUPS_PER_USER}')
    return None


def _refuse_too_many_groups(_parameters):
    if len(iam._groups) >= MAXIMUM_GROUPS:
        return iam_api.refusal('LimitExceeded', f'Cannot exceed quota for GroupsPerAccount: {MAXIMUM_GROUPS}')
    return None


def _refuse_used_group(parameters):
    name = iam_api.parameter(parameters, 'GroupName')
    group = iam._groups.get(name)
    if group is None:
        return None
    if group['Users']:
        return iam_api.refusal('DeleteConflict', 'Cannot delete entity, must remove users from group first.')
    if group.get('AttachedPolicies') or iam._group_inline_policies.get(name):
        return iam_api.refusal('DeleteConflict', 'Cannot delete entity, must detach or delete all policies first.')
    return None


def _guarded_delete_user(original):
    def delete_user(parameters):
        name = iam_api.parameter(parameters, 'UserName')
        if any(name in group['Users'] for group in iam._groups.values()):
            return iam_api.refusal('DeleteConflict', 'Cannot delete entity, must remove users from group first.')
        if iam._user_inline_policies.get(name):
            return iam_api.refusal('DeleteConflict', 'Cannot delete entity, must delete policies first.')
        return original(parameters)

    return delete_user
