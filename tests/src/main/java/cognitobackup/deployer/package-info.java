/**
 * Runs the Pulumi program in this process, and creates on the local AWS what it registers. There is no second description
 * of the infrastructure.
 */
package cognitobackup.deployer;
