import type { BucketPolicyStatement } from '../model/bucket-profile';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { strangersIn } from './let-in';
import type { ReferenceRule } from './reference-rule';
import { resolved } from './whose';

const INVOKED = {
  id: 'cdk-vendor-access:core.testOpen',
  why:
    'others can invoke the function of the connection test, which acts on what its caller names, if it has the access key with that. ' +
    'Remove it, or limit it to your account (SourceAccount)',
} as const;

/** Services in front of a function, which let in whom they are told to, of any account. */
const IN_FRONT = /^(apigateway|cloudfront|elasticloadbalancing|vpc-lattice)\./;
const SERVICE = /\.amazon(aws)?\.com/;
const READS = /^lambda:(Get|List)/i;

/** Whether a permission allows somebody outside of the account, or a service for anyone. */
function isOpen({ construct: { stack }, Properties }: FinalResource, account: string, _: FinalResource, app: FinalApp): boolean {
  const { Action, Principal, PrincipalOrgID, SourceAccount, SourceArn } = Properties;
  const said = (keys: object) => Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
  const names = texts(plain(Principal as Json));
  const statement: BucketPolicyStatement = {
    Effect: 'Allow',
    Principal: { [names.some((name) => SERVICE.test(name)) ? 'Service' : 'AWS']: Principal },
    Condition: {
      StringEquals: said({ 'aws:PrincipalOrgID': PrincipalOrgID, 'aws:SourceAccount': SourceAccount }),
      ArnLike: said({ 'aws:SourceArn': SourceArn }),
    },
  };
  const isRead = texts(plain(Action as Json)).every((action) => READS.test(action));
  const isStrange = names.some((name) => IN_FRONT.test(name)) || strangersIn(resolved(app, stack, statement), account).length > 0;
  return !isRead && isStrange;
}

/** What the deployment decides may be `NONE`. */
const isUnsigned = ({ Properties }: FinalResource): boolean => Properties.AuthType !== 'AWS_IAM';

const ENTRANCES = [
  { type: 'AWS::Lambda::Permission', at: /^FunctionName\b/, if: isOpen },
  { type: 'AWS::Lambda::Url', at: /^TargetFunctionArn\b/, if: isUnsigned },
] as const;

/** Entrances to the function of a connection test, also through its versions and aliases. */
export const TEST_REFERENCES: readonly ReferenceRule[] = ENTRANCES.flatMap((one): ReferenceRule[] => [
  { to: 'test', ...one, ...INVOKED },
  ...['AWS::Lambda::Alias', 'AWS::Lambda::Version'].map((type): ReferenceRule => {
    return { to: 'test', type, at: /^FunctionName\b/, via: [one.type], if: one.if, ...INVOKED };
  }),
]);
