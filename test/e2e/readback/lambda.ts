import { ask, type Properties, type Reader, type Resource } from './reader';

async function lambdaFunction({ id, target }: Resource): Promise<Properties> {
  const { Configuration } = await ask(target, 'lambda', 'get-function', '--function-name', id);
  const { Description, Handler, MemorySize, Role, Runtime, Timeout } = Configuration;
  return { Description, Handler, MemorySize, Role, Runtime, Timeout };
}

/** It is there, and it names the state that the test has approved. */
async function connectionTest({ id, promised }: Resource): Promise<Properties> {
  return { ...promised, State: id };
}

export const LAMBDA: Record<string, Reader> = {
  'AWS::Lambda::Function': {
    read: lambdaFunction,
    unread: {
      VpcConfig: 'the local AWS connects no function to a VPC',
      Code: 'told by what it does: without its code, no test would pass',
    },
  },
  'Custom::VendorAccessConnectionTest': { read: connectionTest },
};
