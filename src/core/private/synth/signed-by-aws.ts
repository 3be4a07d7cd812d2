import type { Request } from '../policy/request';
import { token } from '../policy/text';
import type { Need } from './asking';

/** A call by a signed address is some time later than its signature. */
export function signedBefore(request: Request, { signed }: Pick<Need, 'signed'>): Request {
  const { 's3:signatureAge': _, ...context } = request.context;
  return signed ? { ...request, context: { ...context, 's3:authType': 'REST-QUERY-STRING' } } : request;
}

/** What a call says of its caller, and of how it is signed. */
const OF_CALLER = /^(aws:(Principal|userid|username|TokenIssueTime|MultiFactorAuth)|s3:(authType|signature))/i;
const [ACCOUNT, ANY] = [token('account of AWS'), token('who signed')];

/** The same call by a URL that AWS signed: nobody knows by whom. What it is made on belongs to AWS, in no organization of its customers. */
export function signedByAws({ context, ...request }: Request): Request {
  const unknown = ['Type', 'IsAWSService', 'ServiceName', 'Account'].map((key) => [`aws:Principal${key}`, ANY]);
  const arn = `arn:${token('partition')}:iam::${ACCOUNT}:${ANY}`;
  return {
    ...request,
    principal: { type: 'AssumedRole', arn, account: ACCOUNT },
    account: ACCOUNT,
    context: {
      ...Object.fromEntries([...Object.entries(context).filter(([key]) => !OF_CALLER.test(key)), ...unknown]),
      ...{ 'aws:username': ANY, 'aws:PrincipalArn': arn, 's3:authType': 'REST-QUERY-STRING' },
      ...{ 'aws:ResourceAccount': 'AWS', 's3:ResourceAccount': 'AWS', 'aws:ResourceOrgID': null, 'aws:ResourceOrgPaths': null },
    },
  };
}
