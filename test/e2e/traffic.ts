import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../local-aws/local-aws';
import type { Target } from './target';

/** Clients that write, read and list with one key, one call after the other without a pause, until they are stopped. */
export class Traffic {
  public readonly failures: string[] = [];
  public calls = 0;
  private running = true;
  private readonly clients: Promise<void>[];

  public constructor(target: Target, credentials: Credentials, Bucket: string, clients = 3) {
    // without the SDK's own retries, which would hide a failure
    const s3 = new S3Client({ ...target.config(credentials), maxAttempts: 1 });
    this.clients = Array.from({ length: clients }, (_, index) => this.work(s3, Bucket, `traffic/${index}.txt`));
  }

  public async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.clients);
  }

  private async work(s3: S3Client, Bucket: string, Key: string): Promise<void> {
    while (this.running) {
      await this.count(() => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })));
      await this.count(() => s3.send(new GetObjectCommand({ Bucket, Key })).then(({ Body }) => Body?.transformToString()));
      await this.count(() => s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'traffic/' })));
      await new Promise((resolve) => setTimeout(resolve, 20)); // the machine is not to be filled with it
    }
  }

  private async count(call: () => Promise<unknown>): Promise<void> {
    this.calls += 1;
    await call().catch((error: Error) => this.failures.push(`${error.name} ${error.message}`));
  }
}
