/** Lambda: runs the handlers out of the packaged jar, in this process or in processes of their own. */
package cognitobackup.local.lambda;
