/**
 * The Amazon Cognito user pools of one Region, in memory: the operations that this project and its tests use, with the
 * schema rules, page limits, request quotas and errors of AWS. What is not built is refused by name.
 */
package cognitobackup.local.cognito;
