/** What the roles of the stacks were granted, and what of it was used. */
package cognitobackup.drill.grants;
