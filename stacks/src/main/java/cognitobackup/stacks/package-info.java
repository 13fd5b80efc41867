/** Placeholder. */
package cognitobackup.stacks;
