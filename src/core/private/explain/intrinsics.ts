import { pieceOf, textOf, token } from '../policy/text';
import type { Any, Template } from './assembly';
import type { Resource } from './names';
import { pseudo } from './places';

/** Where an intrinsic is looked up. */
export interface Lookup {
  find(template: Template, logicalId: string): Resource | undefined;
  render(template: Template, value: Any): Any;
  nameOf(of: Resource): string;
  arnOf(of: Resource): string;
  /** What `Fn::ImportValue` gives, and the template that exports it. */
  exported(template: Template, name: Any): readonly [Template, Any] | undefined;
  /** The template of a nested stack. */
  inside(template: Template, logicalId: string): Template | undefined;
}

/** What is known about an intrinsic of a template. */
export function known(of: Lookup, template: Template, intrinsic: Any): Any {
  const { 'Fn::FindInMap': mapped, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, 'Fn::Select': selected, Ref } = intrinsic;
  if (Ref !== undefined) {
    return pseudo(template, Ref) ?? attributeOf(of, template, [Ref]) ?? parameter(of, template, Ref);
  }
  if (imported !== undefined) {
    const [from, value] = of.exported(template, imported) ?? [];
    return from && of.render(from, value);
  }
  if (mapped !== undefined) {
    return valueIn(of, template, [mapped].flat());
  }
  return selected === undefined ? attribute && attributeOf(of, template, attribute) : itemOf(of, template, [selected].flat(1));
}

/** A nested stack gets its parameters from the stack that it is in. What it is by default is a part of what it is. */
function parameter(of: Lookup, template: Template, name: string): Any {
  const { json, parent } = template;
  const value = parent?.template.json.Resources[parent.logicalId].Properties?.Parameters?.[name];
  if (parent && value !== undefined) {
    return of.render(parent.template, value);
  }
  const { Default, NoEcho } = json.Parameters?.[name] ?? {};
  const isShown = Default !== undefined && !NoEcho;
  return json.Parameters?.[name] && token({ Ref: `${template.name}/${name}${isShown ? ` (by default ${Default})` : ''}` });
}

function attributeOf(of: Lookup, template: Template, [logicalId, attribute]: readonly [string, string?]): Any {
  const found = of.find(template, logicalId);
  if (!found) {
    return undefined;
  }
  const [, output] = /^Outputs\.(.*)$/.exec(attribute ?? '') ?? [];
  const inner = output && of.inside(template, logicalId);
  if (inner) {
    return of.render(inner, inner.json.Outputs?.[output].Value);
  }
  if (attribute === undefined) {
    return of.nameOf(found);
  }
  return /^(Arn|PolicyArn)$/.test(attribute) ? of.arnOf(found) : token({ 'Fn::GetAtt': [found.path, attribute] });
}

/** Of keys that are not known: all that the mapping has, so that another value makes another text. */
function valueIn(of: Lookup, template: Template, [name, ...keys]: Any[]): Any {
  const mapping = template.json.Mappings?.[textOf(name)];
  const [top, second] = keys.slice(0, 2).map((key) => textOf(of.render(template, key)));
  const value = mapping?.[top]?.[second];
  return value ?? (mapping && token({ 'Fn::FindInMap': [textOf(name), top, second, JSON.stringify(mapping)] }));
}

const CLEAN = ['AWS::Partition', 'AWS::AccountId', 'AWS::Region'].map((Ref) => token({ Ref }));

/** One of a list, or of the pieces of a text. What is not known may hold the separator, but for parts of an ARN. */
function itemOf(of: Lookup, template: Template, [index, list, ...more]: Any[]): Any {
  const { 'Fn::Split': [separator, text] = [] } = Object(list);
  const write = (value: Any) => textOf(of.render(template, value) ?? '');
  if (separator === undefined) {
    return Array.isArray(list) && more.length === 0 && !list.some((one) => 'Fn::If' in Object(one))
      ? list[Number(write(index))]
      : undefined;
  }
  const isWhole = (symbol: string) => /[:/]/.test(separator) && CLEAN.includes(symbol);
  return pieceOf({ 'Fn::Select': [index, list] }, write, isWhole) ?? token({ 'Fn::Select': [index, separator, write(text)] });
}
