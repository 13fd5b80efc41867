/** DynamoDB Local for every Region, and the global tables that it lacks: replication item by item, with a lag. */
package cognitobackup.local.dynamodb;
