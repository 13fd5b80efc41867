/**
 * The infrastructure of one Region as a Pulumi program: {@link cognitobackup.stacks.Program} reads the
 * {@link cognitobackup.stacks.Settings} and registers the components, one class each.
 */
package cognitobackup.stacks;
