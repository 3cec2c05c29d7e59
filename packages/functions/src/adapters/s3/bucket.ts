import type { S3Client } from '@aws-sdk/client-s3';
import { LiveAssistError } from '@live-assist/core';

type S3 = typeof import('@aws-sdk/client-s3');

/** How S3 is reached, where the SDK does not find it by itself. */
export interface BucketAccess {
  region?: string | undefined;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
}

/** An object of a bucket. */
export interface ListedObject {
  key: string;
  /** In bytes. */
  size: number;
  /** When it was put there, in milliseconds since 1970. */
  putAt: number;
}

/** A bucket. Each method throws LiveAssistError `store_unavailable` when S3 does not answer, or refuses. */
export type Bucket = ReturnType<typeof bucket>;

/**
 * Opens a bucket. The client of S3 is loaded with the first command.
 *
 * @param name - Its name.
 */
export function bucket(name: string, { region, credentials }: BucketAccess = {}) {
  let opened: Promise<{ s3: S3; client: S3Client }> | undefined;
  const open = async () => {
    const s3 = await import('@aws-sdk/client-s3');
    const client = new s3.S3Client({ ...(region && { region }), ...(credentials && { credentials }) });
    return { s3, client };
  };
  const ask = async <Answer>(send: (s3: S3, client: S3Client) => Promise<Answer>): Promise<Answer> => {
    try {
      opened ??= open();
      const { s3, client } = await opened;
      return await send(s3, client);
    } catch (cause) {
      throw new LiveAssistError(
        'store_unavailable',
        'S3 cannot be reached, or refuses. Check the name of the bucket, the region and the rights.',
        { cause },
      );
    }
  };
  return {
    name,

    /** The objects whose keys begin with a prefix, all pages. */
    async *list(prefix: string): AsyncGenerator<ListedObject> {
      let token: string | undefined;
      do {
        const page = await ask((s3, client) =>
          client.send(
            new s3.ListObjectsV2Command({ Bucket: name, Prefix: prefix, ContinuationToken: token }),
          ),
        );
        for (const { Key: key = '', Size: size = 0, LastModified } of page.Contents ?? []) {
          if (!key.endsWith('/')) yield { key, size, putAt: LastModified?.getTime() ?? 0 };
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },

    /**
     * The content of an object; null if there is none, `too_large` beyond `most` bytes.
     */
    read(key: string, most: number): Promise<Uint8Array | null | 'too_large'> {
      return ask(async (s3, client) => {
        try {
          const { Body, ContentLength = 0 } = await client.send(
            new s3.GetObjectCommand({ Bucket: name, Key: key }),
          );
          if (ContentLength > most) return 'too_large';
          return (await Body?.transformToByteArray()) ?? new Uint8Array();
        } catch (error) {
          if (error instanceof s3.NoSuchKey) return null;
          throw error;
        }
      });
    },

    write(key: string, text: string): Promise<unknown> {
      return ask((s3, client) =>
        client.send(
          new s3.PutObjectCommand({
            Bucket: name,
            Key: key,
            Body: text,
            ContentType: 'text/plain; charset=utf-8',
          }),
        ),
      );
    },

    /** Copies an object without its tags, which would ask for more rights. */
    copy(from: string, to: string): Promise<unknown> {
      const source = `${name}/${from.split('/').map(encodeURIComponent).join('/')}`;
      return ask((s3, client) =>
        client.send(
          new s3.CopyObjectCommand({
            Bucket: name,
            Key: to,
            CopySource: source,
            TaggingDirective: 'REPLACE',
          }),
        ),
      );
    },

    remove(key: string): Promise<unknown> {
      return ask((s3, client) => client.send(new s3.DeleteObjectCommand({ Bucket: name, Key: key })));
    },
  };
}
