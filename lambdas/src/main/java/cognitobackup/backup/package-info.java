/** The stored format: what a backup looks like in the DynamoDB table, written and read by its rules. */
package cognitobackup.backup;
