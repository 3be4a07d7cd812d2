// Texts for people are not mutated: the parts that each message must have are tested of all errors at once (test/core/given-sweep.test.ts,
// npm run fuzz).
const { declareValuePlugin, PluginKind } = await import(process.env.STRYKER_API);

const isProse = (text) => /\s/.test(text);

const shouldIgnore = (path) => {
  if (path.isStringLiteral() && isProse(path.node.value)) return 'a text for people';
  if (path.isTemplateLiteral() && path.node.quasis.some(({ value }) => isProse(value.raw))) return 'a text for people';
  return undefined;
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'texts', { shouldIgnore })];
