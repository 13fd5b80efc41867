/** S3: S3Proxy with buckets in memory, one server for every Region. */
package cognitobackup.local.s3;
