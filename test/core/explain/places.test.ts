import { RegionInfo } from 'aws-cdk-lib/region-info';
import { pseudo } from '../../../src/core/private/explain/places';

test.each(RegionInfo.regions)('what is known of $name is what the CDK says', ({ domainSuffix, name, partition }) => {
  const told = ['AWS::Partition', 'AWS::URLSuffix'].map((one) => pseudo({ region: name }, one));
  expect(told).toEqual(name.includes('-iso') ? [undefined, undefined] : [partition, domainSuffix]);
});
