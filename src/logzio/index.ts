export * from './archive-bucket';
export * from './bucket-grants';
export * from './usage';
