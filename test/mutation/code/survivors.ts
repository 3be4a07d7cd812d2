import type { Mutant } from './tried';

/** Mutants that nobody can notice, and why. */
interface Survivor {
  readonly file: string;
  /** Of what follows the file in the name of a mutant. */
  readonly mutants: RegExp;
  readonly why: string;
}

const [POLICY, MODEL, ENV, OPERATE, PROVISION] = ['policy', 'model', 'env', 'operate', 'provision'].map(
  (room) => `src/core/private/${room}`,
);

export const SURVIVORS: readonly Survivor[] = [
  {
    file: `${ENV}/claims.ts`,
    mutants: /^OptionalChaining: construct\.node\.scope\?\.node/,
    why: 'only the app has no scope, and no construct of the library is one',
  },
  {
    file: `${MODEL}/version.ts`,
    mutants: /^StringLiteral: 'utf8' => ""$/,
    why: 'JSON is read as UTF-8 anyway',
  },
  {
    file: `${OPERATE}/caller-network.ts`,
    mutants: /^OptionalChaining: vpc\?\.vpcId /,
    why: 'subnets without a VPC are refused before',
  },
  {
    file: `${OPERATE}/connection-state.ts`,
    mutants: /^ArrayDeclaration: \[\] => \["/,
    why: 'a state is only compared with an earlier one, and both have the same more in them',
  },
  {
    file: `${OPERATE}/connection-state.ts`,
    mutants: /^ArrowFunction: \(\{ groups \}\) => groups => /,
    why: 'the policy, which is in the state too, has the same actions, resources and conditions; only the reasons stand in the groups alone',
  },
  {
    file: `${OPERATE}/connection-state.ts`,
    mutants: /^ConditionalExpression: entries\.length === 1 => true$/,
    why: 'CDK renders no empty object, and beside an intrinsic stands no other key',
  },
  {
    file: `${OPERATE}/connection-test.ts`,
    mutants: /^Regex: \/\^-\/ => \/-\/$/,
    why: 'the path begins with the slash behind the stack, so the first hyphen stands at the beginning',
  },
  {
    file: `${OPERATE}/live-calls.ts`,
    mutants: /^StringLiteral: 'yes' => ""$/,
    why: 'of liveness: callers only compare with the two others',
  },
  {
    file: `${OPERATE}/monitor.ts`,
    mutants: /^OptionalChaining: product\.monitoring\.uploads\?\.value/,
    why: 'every product that writes has hours of its own',
  },
  {
    file: `${OPERATE}/options.ts`,
    mutants: /^ArrayDeclaration: \['requestMetricsId'\] => \[\]$/,
    why: 'an id that is wrong is there, and one that turns out to be none is refused as a text',
  },
  {
    file: `${OPERATE}/request-metrics.ts`,
    mutants: /^StringLiteral: 'none' => ""$/,
    why: 'the app ends with an error about the missing id, so that nobody sees the text',
  },
  {
    file: `${OPERATE}/watched-rules.ts`,
    mutants: /^Regex: \/\^(.*)\$\/ => \/(\1\$|\^\1)\/$/,
    why: 'the rules are asked about alarms, rules and metric filters, and no other type or property of them contains such a name',
  },
  {
    file: `${POLICY}/condition.ts`,
    mutants: /^StringLiteral: 'none' => ""$/,
    why: 'of Bool and BinaryEquals: neither a truth value nor Base64 has a wildcard',
  },
  {
    file: `${POLICY}/condition.ts`,
    mutants: /^StringLiteral: 'arn' => ""$/,
    why: 'wildcards of ARNs are what is meant by none of the other names',
  },
  {
    file: `${POLICY}/condition.ts`,
    mutants: /^ArrayDeclaration: \[\] => /,
    why: 'both addresses get the same end; of what does not fit a pattern, the first element is not read',
  },
  {
    file: `${POLICY}/condition.ts`,
    mutants: /^StringLiteral: '' => "Stryker was here!"$/,
    why: 'of what fits no pattern, any name is the name of no operator',
  },
  {
    file: `${POLICY}/condition.ts`,
    mutants:
      /=> \/\\uE000\[\^\\uE001\]\*\\uE001\|\[\^\\uE000\]\/g$|toLowerCase\(\) => part\.toUpperCase|=> \/\^\(Numeric\|Date\)\(\.\*\)\/$/,
    why: 'letter by letter or all at once, in upper or in lower case on both sides, with the end that a greedy pattern reaches anyway: the same',
  },
  {
    file: `${POLICY}/evaluate.ts`,
    mutants: /^StringLiteral: 'none' => ""$/,
    why: 'the number of an account has no wildcard',
  },
  {
    file: `${POLICY}/pattern.ts`,
    mutants:
      /^Regex: \/\[\*\?\$.* => \/\[\^|^ConditionalExpression: (!\/|at >= 0|symbol\.length)|^BlockStatement: \{ return (wanted|false)|^EqualityOperator: at >= 0|^StringLiteral: '' => |^ArrowFunction: \(symbol/,
    why: 'the short ways for the usual case: the long way comes to the same answer',
  },
  {
    file: `${POLICY}/pattern.ts`,
    mutants: /^Regex: \/\^\(\[\^,\]\*\?\)\\s\*,\\s\*'\(\.\*\)'\$\/ => \/(\(|\^.*'\/$)|^ArrayDeclaration: \[\] => \["/,
    why: 'no more stands before or behind a variable and its default; of what does not fit, the first element is not read',
  },
  {
    file: `${POLICY}/prepared-request.ts`,
    mutants: /^StringLiteral: '(partition|session)' => ""$|Variable: name|^MethodExpression: name\.toLowerCase\(\) => name\.toUpperCase/,
    why: 'whatever the token is called, nothing else is called so',
  },
  {
    file: `${POLICY}/prepared-request.ts`,
    mutants: /^Regex: .*=> \/:user\\\/\(\?:\.\*\\\/\)\?\(\[\^\/\]\+\)\/$/,
    why: 'a greedy pattern reaches the end anyway',
  },
  {
    file: `${POLICY}/principal.ts`,
    mutants: /^BooleanLiteral: true => false$/,
    why: 'of an identity policy, it is asked only whether it names the principal in any way',
  },
  {
    file: `${POLICY}/principal.ts`,
    mutants: /^Regex: |^StringLiteral: 'none' => ""$|^(ConditionalExpression|LogicalOperator): symbols\(value\)/,
    why: 'a principal is an account, an ARN or an intrinsic as a whole; a longer text matches no number of an account',
  },
  {
    file: `${POLICY}/statement.ts`,
    mutants:
      /^ConditionalExpression: action === false => false$|^BlockStatement: \{ return \{ elements|^StringLiteral: 'Action' => ""$|^ArrayDeclaration: \[\] => /,
    why: 'the short way for a statement about other actions: the long way comes to the same answer, and tells nobody about it',
  },
  {
    file: `${POLICY}/statement.ts`,
    mutants: /^StringLiteral: 'arn:' => ""$|^MethodExpression: symbols\(arn\)\.some/,
    why: 'a resource is an ARN or a wildcard, and nobody writes an incomplete ARN with an intrinsic in it',
  },
  {
    file: `${POLICY}/text.ts`,
    mutants: /^StringLiteral: '' => "Stryker was here!"$|^ArrayDeclaration: \[\] => \["/,
    why: 'no token and no intrinsic is called so; of what does not fit a pattern, the first element is not read',
  },
  {
    file: `${PROVISION}/attachment.ts`,
    mutants: /^StringLiteral: 'neither' => ""$/,
    why: 'callers only compare with the two others',
  },
  {
    file: `${PROVISION}/attachment.ts`,
    mutants: /^ConditionalExpression: deployedStackOf\(own\) === deployedStackOf\(theirs\) => false$/,
    why: 'the short way for the usual case: the long way comes to the same lists',
  },
  {
    file: `${PROVISION}/attachment.ts`,
    mutants: /^OptionalChaining: app\.find\(principal\)\?\.Properties/,
    why: 'only a principal that is rendered has been asked to name the policy',
  },
  {
    file: `${PROVISION}/bucket-access.ts`,
    mutants: /^ArrayDeclaration: \[\] => \["/,
    why: 'of a new bucket, nobody reads them: it is promised as a whole',
  },
  {
    file: `${PROVISION}/grants.ts`,
    mutants: /^ConditionalExpression: Construct\.isConstruct\(grantee\.grantPrincipal\) => true$/,
    why: 'of a principal that is no construct, nobody asks what it was granted',
  },
  {
    file: `${PROVISION}/nag.ts`,
    mutants: /^(ConditionalExpression: Reference\.isReference\(token\) && .* => false|BlockStatement: \{ return `<.* => \{\})$/,
    why: 'the short way for the usual case: the long way comes to the same text',
  },
  {
    file: `${PROVISION}/nag.ts`,
    mutants: /^ArrayDeclaration: \[\] => \["/,
    why: 'every intrinsic has a key',
  },
  {
    file: `${PROVISION}/policy.ts`,
    mutants: /^ArrayDeclaration: \[\] => \["/,
    why: 'an ARN without a wildcard is left out',
  },
  {
    file: `${PROVISION}/reading.ts`,
    mutants: /^Regex: .* => \/s3:\(Get\|List\)\/$/,
    why: 'the name of no service ends in that of S3',
  },
  {
    file: `${PROVISION}/setup-outputs.ts`,
    mutants: /^ConditionalExpression: (id|exportPrefix) !== undefined => true$/,
    why: 'for CDK, undefined is no logical id; an output without an export is like no other',
  },
  {
    file: `${PROVISION}/setup-values.ts`,
    mutants: /^ArrayDeclaration: \[\] => \["/,
    why: 'without a secret, nobody is told the names of its fields',
  },
  {
    file: `${PROVISION}/workload-role.ts`,
    mutants: /^ConditionalExpression: handedBy => true$/,
    why: 'what is kept as undefined is not there either',
  },
  {
    file: `${PROVISION}/workload-role.ts`,
    mutants: /^OptionalChaining: role\.assumeRolePolicy\?\.statementCount/,
    why: 'every new role has a trust policy',
  },
];

const fits = ({ file, mutants }: Survivor, name: string): boolean =>
  name.startsWith(`${file} `) && mutants.test(name.slice(file.length + 1));

export const isExplained = (name: string): boolean => SURVIVORS.some((one) => fits(one, name));

/** Reasons of these files for which nothing survives. */
export const unused = (files: readonly string[], found: readonly Mutant[]): string[] =>
  SURVIVORS.filter((one) => files.includes(one.file) && !found.some(({ isNoticed, name }) => !isNoticed && fits(one, name))).map(
    ({ file, mutants }) => `${file} ${mutants.source}`,
  );
