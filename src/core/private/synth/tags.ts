import { plain } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { once } from './once';
import type { Tagged } from './tags-asked';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * The tags of a resource: its own, and those of its stack, which CloudFormation passes on. Undefined if the deployment decides about its own
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html, read 2026-12-01).
 */
export const tagsIn = once((app, { construct: { stack }, Properties }: FinalResource): readonly Tag[] | undefined => {
  const own = plain(Properties.Tags) ?? [];
  if (!Array.isArray(own)) {
    return undefined;
  }
  const nested = app.find(stack.nestedStackResource);
  const passed = nested ? (tagsIn(app, nested) ?? []) : Object.entries(stack.tags.tagValues()).map(([Key, Value]) => ({ Key, Value }));
  return [...own, ...passed.filter(({ Key }) => !own.some((one) => one.Key === Key))];
});

/** A principal with the tags that it will have. */
export const tagged = (app: FinalApp, resource: FinalResource): Tagged => ({
  Properties: { Tags: tagsIn(app, resource) ?? resource.Properties.Tags },
});
