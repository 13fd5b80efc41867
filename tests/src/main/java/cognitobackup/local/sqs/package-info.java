/** SQS: ElasticMQ, one server for every Region. */
package cognitobackup.local.sqs;
