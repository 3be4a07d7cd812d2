/**
 * Providers that many customers of theirs share, by issuer, and the part of a subject that says whose token it is. Everybody there chooses the
 * audience, the branch and the environment: .../IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html, read 2026-12-01.
 */
const SHARED: Readonly<Record<string, string>> = {
  // docs.github.com/actions/reference/security/oidc, read 2026-12-01: the parts of a subject can be chosen
  'token.actions.githubusercontent.com': 'repo|repository(_id|_owner|_owner_id)?|job_workflow_ref|actor(_id)?|enterprise(_id)?',
  // docs.gitlab.com/ci/secrets/id_token_authentication, read 2026-12-01
  'gitlab.com': 'project_path',
  // buildkite.com/docs/pipelines/security/oidc, read 2026-12-01
  'agent.buildkite.com': 'organization',
  // developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens, read 2026-12-01
  'app.terraform.io': 'organization',
  // as the documentation of each shows it in a trust policy
  ...{ 'oidc.codefresh.io': 'account', 'proidc.upbound.io': 'mcp', 'scalr.io': 'account' },
};

/** Claims that do not say who runs a workflow: anyone can call a branch, an environment or a workflow like this. */
const CHOSEN = /^(aud|ref|environment|workflow)$/;

/** Audiences of every token for AWS. */
const FOR_AWS = /^(sts\.amazonaws\.com(\.cn)?|aws\.workload\.identity)$/;

/** A part of a subject that only names the next: `repo:*` means everyone, as does a service account of any name. */
const LABEL =
  /repo|project_path|organization|account|mcp|project|workspace|run_phase|ref_type|ref|environment|pipeline|(system:)?serviceaccount|system/;
const ANYTHING = new RegExp(`^((${LABEL.source}):(?=[*?])|[*?][:/]?)+$`);

/** Whether everyone whom the provider knows has, or can get, a token with such a claim. `key` is that of the condition: `issuer:claim`. */
export function hasAnyToken(key: string, value: string): boolean {
  const [, issuer = '', claim = ''] = /^(.*):(.*)$/.exec(key.toLowerCase()) ?? [];
  const owner = SHARED[issuer];
  if (ANYTHING.test(value) || (owner && CHOSEN.test(claim))) {
    return true;
  }
  return claim === 'aud'
    ? FOR_AWS.test(value) || value.replace(/^https:\/\//, '').toLowerCase() === issuer
    : claim === 'sub' && owner !== undefined && isOfAnyOwner(value, owner);
}

/** The owner is left open if a wildcard stands for the beginning of its name, or of all. */
const isOfAnyOwner = (subject: string, owner: string): boolean =>
  new RegExp(`^[*?]|(^|:)(${owner}):[*?]`).test(subject) && !new RegExp(`(^|[:*?])(${owner}):[^*?]`).test(subject);
