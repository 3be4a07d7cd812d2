import { objectOf, type Statement } from '../policy/document';
import { documentIn } from '../policy/document-text';
import { segments } from '../policy/pattern';
import type { Json } from '../policy/request';
import { plain, textOf, texts } from '../policy/text';

const ACTION = /^action\/(\w+)|[?&]Action=(\w+)/;
const TARGET = /\.X-Amz-Target$/i;
const PARAMETER = /^integration\.request\.(?:header|querystring)\.([\w-]+)$/;
/** In a template, which need not be JSON, or in a query: `"UserName": "logs"`, `UserName=logs`. What is not known holds quotes of its own. */
const PAIRS = /"(\w+)"\s*:\s*"((?:\uE000[^\uE001]*\uE001|\\.|[^"\\\uE000])*)"|(?:^|[?&])(\w+)=((?:\uE000[^\uE001]*\uE001|[^&\s\uE000])*)/g;

/**
 * The call that API Gateway makes for its callers, by an integration with a service of AWS, with the parameters that are written there
 * (https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html, read 2026-12-01).
 */
export function callOfApi(integration: Statement): [service: string, action: string, parameters: Json][] {
  const {
    IntegrationUri,
    RequestParameters,
    requestParameters = RequestParameters,
    RequestTemplates,
    requestTemplates,
    Uri,
    uri,
  } = integration;
  const [, , by, , host = '', path = ''] = segments(texts(plain(uri ?? Uri ?? IntegrationUri))[0] ?? '');
  const given = Object.entries(objectOf(requestParameters) ?? {}).map(([name, value]) => [name, textOf(plain(value))] as const);
  const [, target] = given.find(([name]) => TARGET.test(name)) ?? [];
  const [, does, asked] = ACTION.exec(path) ?? [];
  const action = does ?? asked ?? target?.replace(/'/g, '').split('.').pop();
  if (by !== 'apigateway' || action === undefined) {
    return [];
  }
  const templates = Object.values(objectOf(requestTemplates ?? RequestTemplates) ?? {}).map((one) => textOf(plain(one)));
  const pairs = [path, ...templates].flatMap((text) =>
    [...text.matchAll(PAIRS)].map(([, key, value, name = key, of = value]) => [name, of]),
  );
  const fixed = given.flatMap(([name, value]) => {
    const [[, key] = [], [, text] = []] = [PARAMETER.exec(name) ?? [], /^'(.*)'$/s.exec(value) ?? []];
    return key !== undefined && text !== undefined ? [[key, text]] : [];
  });
  const parameters = [...fixed, ...pairs].map(([name, text]) => [name, documentIn(`"${text}"`)]);
  return [[host.split('.').pop() ?? '', action, Object.fromEntries(parameters)]];
}
