export * from './archive-bucket';
export * from './archive-bucket-props';
export * from './bucket-grants';
export * from './fetch-options';
export * from './s3-fetcher';
export * from './s3-fetcher-props';
export * from './usage';
