/** Where what this process prints goes. */
package cognitobackup.local.output;
