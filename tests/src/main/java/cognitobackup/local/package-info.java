/** Placeholder. */
package cognitobackup.local;
