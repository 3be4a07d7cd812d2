/** Mutants that nothing can notice, and why. */
interface Survivor {
  readonly mutants: RegExp;
  readonly why: string;
}

export const SURVIVORS: readonly Survivor[] = [
  {
    mutants: /DenySessionTokens .*IfExists of ArnLike aws:PrincipalArn$/,
    why: 'only anonymous requests lack the key (AWS: reference_policies_condition-keys.html), and no policy of a user applies to those',
  },
  {
    mutants: /\(BucketPolicy\): IfExists of NumericLessThan s3:TlsVersion$/,
    why: 'only a request without TLS lacks the key, and another statement denies those',
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
  {
    mutants: /^data\/\w+ \w+: evidence, not (documented|inferred)$/,
    why: 'the set is compared with no page, or its source is a page of the vendor that has no list to transcribe: only a reader tells',
  },
  {
    mutants: /^data\/\w+ \w+: on (listing, not bucket|bucket, not listing|buckets, not bucket)$/,
    why: 'in the cases of the set there is one bucket and no prefix, so that both kinds are the same ARN and condition',
  },
  {
    mutants:
      /^data\/\w+ \w+: on (region, not account|volumeKey, not key|(launch|import)Image, not (launch|import)Image|(launchI|i)nstance, not (launchI|i)nstance|instance, not launchInstance)$/,
    why: 'the two kinds differ in a condition that no request of the matrix meets on one side only',
  },
  {
    mutants:
      /^data\/[\w]+ [\w]+\/[\w-]+: (drop (deviation|[\w:*]+ of deviation)|deviation) (added|corrected|narrowed|withheld) [\w:*]+( and \d+ more)?( is (added|corrected|narrowed|withheld))?$/,
    why: 'a set beside it, compared with the same page, has a deviation for the same actions, or the set is compared with no page',
  },
  {
    mutants: /^data\/cloudberry cloudberry\/session: drop group CloudBerryBucketLocation$/,
    why: 'the sets of the backup, which the session has too, grant it',
  },
  {
    mutants: /^data\/cloudberry ec2-restore\.kb1025\.json 1: drop action ec2:(RunInstances|StartInstances)$/,
    why: 'the page names it twice',
  },
  {
    mutants: /^data\/veeam vbr-glacier-batch\.json 1: drop action s3:DescribeJob$/,
    why: 'it is withheld, and no request of the universe is about a job of S3 Batch Operations',
  },
  {
    mutants: /^data\/\w+ [\w.-]+\.json \d+: (\*|arn:\S+) for arn:\S+$|^data\/\w+ [\w.-]+\.json \d+: drop resource arn:\S+$/,
    why: 'the universe of requests has one key, or the action takes no resource: what the page reaches is the same',
  },
];

export const isExplained = (name: string): boolean => SURVIVORS.some(({ mutants }) => mutants.test(name));

/** Reasons for which nothing survives. */
export const unused = (survived: readonly string[]): string[] =>
  SURVIVORS.filter(({ mutants }) => !survived.some((name) => mutants.test(name))).map(({ mutants }) => mutants.source);
