/** Mutants that nothing can notice, and why. */
interface Survivor {
  readonly mutants: RegExp;
  readonly why: string;
}

export const SURVIVORS: readonly Survivor[] = [
  {
    mutants: /DenySessionTokens .*IfExists of (Bool aws:ViaAWSService|ArnLike aws:PrincipalArn)$/,
    why: 'AWS sends both keys with every signed request (reference_policies_condition-keys.html), so that nothing lacks them',
  },
  {
    mutants: /\(BucketPolicy\): IfExists of (Bool aws:SecureTransport|NumericLessThan s3:TlsVersion)$/,
    why: 'AWS sends aws:SecureTransport with every request, and s3:TlsVersion with every one over TLS; the others are denied by the first',
  },
  {
    mutants: /\(BucketPolicy\): IfExists of StringNotEquals s3:object-lock-mode$/,
    why: 'a negated operator is true if the key is missing, with IfExists and without',
  },
  {
    mutants: /DenySessionTokens .*drop condition ArnLike aws:PrincipalArn$/,
    why: 'only a federated user has another ARN and these policies; where the policy allows sts:GetFederationToken, such users are asked for, and notice it',
  },
  {
    mutants: /cloudberry CloudBerryRestore(Bucket|Objects) .*: drop (the statement|action s3:\w+)$/,
    why: 'in restore-with-backup, the backup grants the same user the same on the same bucket; alone, the restore is asked for',
  },
  {
    mutants: /(datadog DatadogArchiveKey|logzio LogzioArchiveKey) .*drop action kms:Decrypt$|logzio LogzioRestoreKey .*drop the statement$/,
    why: 'with both uses, the other one grants it too',
  },
  {
    mutants: /cloudberry sts:AssumeRole \(Role\): (let in everybody|drop .*)$/,
    why: 'in restore-import-service, the service is that of China, which the simulator does not know; the same trust for the other one is asked for',
  },
  {
    mutants: /datadog sts:AssumeRole \(Role\): drop the statement$/,
    why: 'the statement denies everyone a role that waits for its external id; without a statement, nobody may assume it either',
  },
  {
    mutants: /Veeam\w*TagOnCreate .*drop condition Null ec2:InstanceProfile$/,
    why: 'an instance is tagged while it is launched, and a launch with a role is refused already',
  },
  {
    mutants: /VeeamArchiverTagOnCreate .*drop value Create\w+ of StringEquals ec2:CreateAction$/,
    why: 'with a network of your own, the user creates none of these, and tags nothing while it does',
  },
];

export const isExplained = (name: string): boolean => SURVIVORS.some(({ mutants }) => mutants.test(name));

/** Reasons for which nothing survives. */
export const unused = (survived: readonly string[]): string[] =>
  SURVIVORS.filter(({ mutants }) => !survived.some((name) => mutants.test(name))).map(({ mutants }) => mutants.source);
