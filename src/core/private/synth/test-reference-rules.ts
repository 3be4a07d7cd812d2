import type { BucketPolicyStatement } from '../model/bucket-profile';
import { principalsOf } from '../policy/named-principals';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { strangersIn } from './let-in';
import { statementsAt } from './placed-statement';
import type { ReferenceRule } from './reference-rule';
import { resolved, resolvedIn } from './whose';

const INVOKED = {
  id: 'cdk-vendor-access:core.testOpen',
  why:
    'others can invoke the function of the connection test, and make it use the access key whose secret they name. ' +
    'Remove it, or limit it to your account (SourceAccount)',
} as const;

/** Services in front of a function, which let in whom they are told to, of any account. */
const IN_FRONT = /^(apigateway|cloudfront|elasticloadbalancing|vpc-lattice)\./;
const SERVICE = /\.amazon(aws)?\.com/;
const READS = /^lambda:(Get|List)/i;

type Open = NonNullable<ReferenceRule['if']>;

/** Whether a statement allows somebody outside of the account, or a service for anyone, to invoke or change the function. */
function isOpen(statement: BucketPolicyStatement, account: string): boolean {
  const isRead = statement.Action !== undefined && texts(plain(statement.Action as Json)).every((action) => READS.test(action));
  const isInFront = statement.Effect === 'Allow' && principalsOf(statement).some(([, name]) => IN_FRONT.test(name));
  return !isRead && (isInFront || strangersIn(statement, account).length > 0);
}

const isOpenPolicy: Open = (by, account, _, app) => statementsAt(by).some((one) => isOpen(resolvedIn(app, one), account));

/** The same of a permission, which AWS Lambda makes a statement of. */
const isOpenPermission: Open = ({ construct: { stack }, Properties }, account, _, app) => {
  const { Action, Principal, PrincipalOrgID, SourceAccount, SourceArn } = Properties;
  const said = (keys: object) => Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
  const kind = texts(plain(Principal as Json)).some((name) => SERVICE.test(name)) ? 'Service' : 'AWS';
  const StringEquals = said({ 'aws:PrincipalOrgID': PrincipalOrgID, 'aws:SourceAccount': SourceAccount });
  const Condition = { StringEquals, ArnLike: said({ 'aws:SourceArn': SourceArn }) };
  return isOpen(resolved(app, stack, { Effect: 'Allow', Action, Principal: { [kind]: Principal }, Condition }), account);
};

/** What the deployment decides may be `NONE`. */
const isUnsigned: Open = ({ Properties }) => Properties.AuthType !== 'AWS_IAM';

const ENTRANCES = [
  { type: 'AWS::Lambda::Permission', at: /^FunctionName\b/, if: isOpenPermission },
  { type: 'AWS::Lambda::ResourcePolicy', at: /^ResourceArn\b/, if: isOpenPolicy },
  { type: 'AWS::Lambda::Url', at: /^TargetFunctionArn\b/, if: isUnsigned },
] as const;

/** Entrances to the function of a connection test, also through its versions and aliases. */
export const TEST_REFERENCES: readonly ReferenceRule[] = ENTRANCES.flatMap((one): ReferenceRule[] => [
  { to: 'test', ...one, ...INVOKED },
  ...['AWS::Lambda::Alias', 'AWS::Lambda::Version'].map((type): ReferenceRule => {
    return { to: 'test', type, at: /^FunctionName\b/, via: [one.type], if: one.if, ...INVOKED };
  }),
]);
