/** The user pool, read and written behind our own interface and within Cognito's request quotas. */
package cognitobackup.cognito;
