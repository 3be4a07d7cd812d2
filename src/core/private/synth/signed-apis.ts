import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { mentioning, targetOf } from './related';

// Whether IAM decides about those who call an API of API Gateway, by their signature.

/** Of an API, of a method of it, or of an integration, by the routes that lead to it. */
export function isUnsigned(by: FinalResource, app: FinalApp): boolean {
  const { Auth, AuthorizationType, Body, DefinitionBody } = by.Properties;
  const isSigned = (AuthorizationType ?? Auth?.DefaultAuthorizer) === BY_IAM || isSignedIn(Object(Body ?? DefinitionBody));
  return !isSigned && !(by.Type === 'AWS::ApiGatewayV2::Integration' && isSignedByRoute(app, by));
}

const BY_IAM = 'AWS_IAM';

/** A connection is authorized when it is made, for all that is sent on it (.../apigateway/latest/developerguide/apigateway-websocket-api-control-access.html). */
function isSignedByRoute(app: FinalApp, integration: FinalResource): boolean {
  const api = targetOf(app, integration, 'ApiId');
  const routes =
    api?.Properties.ProtocolType === 'WEBSOCKET'
      ? mentioning(app, api, ROUTE).filter(({ Properties }) => Properties.RouteKey === '$connect')
      : mentioning(app, integration, ROUTE);
  return routes.length > 0 && routes.every(({ Properties }) => Properties.AuthorizationType === BY_IAM);
}

const ROUTE = 'AWS::ApiGatewayV2::Route';
const [TYPE, AUTH, INTEGRATION] = ['authtype', 'auth', 'integration'].map((name) => `x-amazon-apigateway-${name}`);

// biome-ignore lint/suspicious/noExplicitAny: a document of OpenAPI, in whichever version
type Document = Record<string, any>;

/**
 * Whether all operations of a document are signed that reach something
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html and .../api-gateway-swagger-extensions-auth.html, read 2026-12-01).
 */
function isSignedIn({ components, paths, security, securityDefinitions = Object(components).securitySchemes }: Document): boolean {
  const isScheme = (name: string) => Object(Object(securityDefinitions)[name])[TYPE] === 'awsSigv4';
  const isSigned = (given: unknown) =>
    Array.isArray(given) && given.length > 0 && given.every((one) => Object.keys(Object(one)).some(isScheme));
  const operations = Object.values<Document>(Object(paths)).flatMap((path) => Object.values<Document>(Object(path)));
  const reaching = operations.filter((one) => !/^mock$/i.test(Object(Object(one)[INTEGRATION] ?? { type: 'mock' }).type));
  return reaching.length > 0 && reaching.every((one) => /^aws_iam$/i.test(Object(one[AUTH]).type) || isSigned(one.security ?? security));
}
